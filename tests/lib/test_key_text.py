"""A key on paper is typed by tired people: each slip is found and named."""

import random

import pyrage
import pytest

from xaso.lib import bech32
from xaso.lib.codes import SIGNS
from xaso.lib.key_text import GROUPS, WrongKeyText, halves, read_secret, write_key

SECRET = bytes(range(32))


def test_a_key_comes_back_from_its_paper():
    chance = random.Random(7)  # noqa: S311
    secrets = [bytes(32), b"\xff" * 32, *(chance.randbytes(32) for _ in range(200))]

    assert [read_secret(" ".join(write_key(each))) for each in secrets] == secrets


def test_small_letters_dashes_and_lines_do_not_matter():
    typed = "\n".join(write_key(SECRET)).lower().replace("\n", "-\n ")

    assert read_secret(typed) == SECRET
    assert read_secret("".join(write_key(SECRET))) == SECRET


def test_every_single_wrong_sign_is_found_in_its_group():
    groups = write_key(SECRET)
    for number, group in enumerate(groups, 1):
        for place, right in enumerate(group):
            for wrong in SIGNS.replace(right, ""):
                typed = [*groups]
                typed[number - 1] = group[:place] + wrong + group[place + 1 :]

                with pytest.raises(WrongKeyText, match=rf"^Nhóm {number} "):
                    read_secret(" ".join(typed))


def test_two_groups_in_the_wrong_order_are_noticed():
    groups = write_key(SECRET)

    for place in range(GROUPS - 1):
        swapped = [*groups]
        swapped[place], swapped[place + 1] = swapped[place + 1], swapped[place]
        with pytest.raises(WrongKeyText, match="thứ tự"):
            read_secret(" ".join(swapped))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda groups: groups[:-1], "65 ký tự, phải đủ 70"),
        (lambda groups: [*groups[:4], groups[4][:4], *groups[5:]], "Nhóm 5 .* đủ 5 ký tự"),
        (lambda groups: [*groups[:2], "A0BCD", *groups[3:]], "Nhóm 3 .*không có ký tự “0”"),
        (lambda groups: [*groups[:2], "ĐABCD", *groups[3:]], "Tắt bộ gõ tiếng Việt"),
        (lambda groups: [*groups, *groups], "nửa thứ nhất và nửa thứ hai"),
    ],
)
def test_what_is_wrong_with_a_typed_key_is_said_in_plain_words(spoil, said):
    with pytest.raises(WrongKeyText, match=said):
        read_secret(" ".join(spoil(write_key(SECRET))))


def test_two_halves_give_the_key_in_any_order():
    first, second = halves(SECRET, random.Random(7).randbytes)  # noqa: S311

    assert read_secret(" ".join(first + second)) == SECRET
    assert read_secret(" ".join(second + first)) == SECRET


def test_one_half_alone_says_nothing_about_the_key():
    chance = random.Random(7).randbytes(32)  # noqa: S311
    first, second = halves(SECRET, lambda _: chance)
    other_first, other_second = halves(b"\xaa" * 32, lambda _: chance)

    assert first == other_first  # the first half is the same for every key
    assert second != other_second
    for half, missing in ((first, "thứ hai"), (second, "thứ nhất")):
        with pytest.raises(WrongKeyText, match=f"Gõ thêm nửa {missing}"):
            read_secret(" ".join(half))


def test_bech32_writes_keys_as_age_does():
    for _ in range(20):
        written = str(pyrage.x25519.Identity.generate())
        secret = bech32.decode("age-secret-key-", written)

        assert len(secret) == 32
        assert bech32.encode("age-secret-key-", secret).upper() == written


def test_a_wrong_sign_in_bech32_is_refused():
    written = bech32.encode("age-secret-key-", SECRET)

    for place in range(len("age-secret-key-1"), len(written)):
        wrong = "q" if written[place] != "q" else "p"
        with pytest.raises(ValueError, match="check sum"):
            bech32.decode("age-secret-key-", written[:place] + wrong + written[place + 1 :])
