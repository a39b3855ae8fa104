import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xaso.lib.codes import SIGNS, in_groups, one_time_password, read_code, spoken_code


def test_no_sign_looks_like_another():
    assert not set("01OIL") & set(SIGNS)
    assert len(set(SIGNS)) == 31


@given(st.binary(min_size=8, max_size=8), st.integers(4, 16))
def test_every_single_wrong_sign_and_every_swap_of_neighbours_is_found(value, length):
    code = spoken_code(value, length)
    wrong = {code[:i] + sign + code[i + 1 :] for i in range(length) for sign in SIGNS}
    swapped = {code[:i] + code[i + 1] + code[i] + code[i + 2 :] for i in range(length - 1)}

    assert read_code(code) == code
    for heard in (wrong | swapped) - {code}:
        with pytest.raises(ValueError, match="viết sai"):
            read_code(heard)


def test_a_code_is_read_however_it_was_copied():
    code = spoken_code(20261126, 8)

    assert read_code(f" {in_groups(code).lower()} ") == code
    assert read_code(" ".join(code)) == code


def test_a_sign_that_no_code_has_is_named():
    with pytest.raises(ValueError, match="không có ký tự “O”"):
        read_code("K7MO-3WQP")


@pytest.mark.parametrize("typed", ["", "K", "-", "2" * 40])
def test_a_piece_of_a_code_is_no_code(typed):
    with pytest.raises(ValueError, match="Xem lại mã"):
        read_code(typed)


def test_numbers_that_differ_get_codes_that_differ():
    codes = {spoken_code(number, 5) for number in range(2000)}

    assert len(codes) == 2000


@pytest.mark.parametrize(("number", "length"), [(31**3, 4), (-1, 4), (5, 1), (5, 31)])
def test_a_number_too_large_for_its_code_is_refused(number, length):
    with pytest.raises(ValueError, match="ký tự"):
        spoken_code(number, length)


def test_a_one_time_password_can_be_read_aloud_and_differs_each_time():
    passwords = {one_time_password() for _ in range(200)}

    assert len(passwords) == 200
    for password in passwords:
        assert re.fullmatch(rf"[{SIGNS}]{{4}}-[{SIGNS}]{{4}}", password)
        assert in_groups(read_code(password)) == password


def test_the_sample_commune_gets_the_same_passwords_again():
    first, again = (one_time_password(Random("02923")) for _ in range(2))  # noqa: S311

    assert first == again
