from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xaso.lib.money import vnd_in_words, write_vnd
from xaso.lib.numbers import number_in_words, read_number, roman, write_number


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (Decimal("1234.5"), None, "1.234,5"),
        (Decimal("1234.5000"), None, "1.234,5"),
        (1980, None, "1.980"),
        (1000000, None, "1.000.000"),
        (0, None, "0"),
        (-1234, None, "-1.234"),
        (Fraction(52, 5), 2, "10,40"),
        (Fraction(1, 3), None, "0,33"),
        (Fraction(25, 8), 2, "3,13"),
        (Fraction(5039, 6300) * 100, 2, "79,98"),
        (Decimal("-0.004"), 2, "0,00"),
        (Decimal("999.95"), 1, "1.000,0"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("-2.5"), 0, "-3"),
    ],
)
def test_numbers_are_written_with_points_and_a_comma(value, places, written):
    assert write_number(value, places) == written


def test_a_missing_number_is_never_written_as_zero():
    assert write_number(None) == write_number(None, 2) == "chưa có số liệu"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1.234.567,89", "1234567.89"),
        ("1 234 567", "1234567"),
        ("1\u00a0234,5", "1234.5"),
        ("1.980", "1980"),
        ("1,234", "1.234"),
        ("20,8", "20.8"),
        ("20.8", "20.8"),
        ("0.125", "0.125"),
        ("1234.567", "1234.567"),
        ("007", "7"),
        ("20 điểm", "20"),
        ("80 %", "80"),
        ("80%", "80"),
        ("20,8 % số hộ", "20.8"),
        ("412 hộ", "412"),
        ("25 m2", "25"),
        ("36 Mb/s", "36"),
        ("-110 dBm", "-110"),
        ("\u22125", "-5"),
        ("  5 ", "5"),
    ],
)
def test_numbers_are_read_as_people_type_them(typed, number):
    assert read_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "không",
        "1.23.456",
        "1,5.000",
        "0.125.000",
        "12,34,5",
        "3/5",
        "20-30",
        "5 đến 7",
        "\u2265 80",
        "20.",
        "1e5",
        "NaN",
        "9" * 41,
        "１２",
    ],
)
def test_what_is_no_clear_number_is_refused_with_an_example(typed):
    with pytest.raises(ValueError, match=r"1\.234,5"):
        read_number(typed)


@pytest.mark.parametrize("typed", ["15 triệu", "15 triệu đồng", "1,5 tỷ", "20 nghìn", "15tr"])
def test_millions_in_words_are_refused_rather_than_lost(typed):
    with pytest.raises(ValueError, match="đủ các chữ số"):
        read_number(typed)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2), st.just(2))
def test_what_we_write_we_read_back(value, places):
    assert read_number(write_number(value, places)) == value


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (91, "chín mươi mốt"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (555, "năm trăm năm mươi lăm"),
        (1000, "một nghìn"),
        (1001, "một nghìn không trăm linh một"),
        (1015, "một nghìn không trăm mười lăm"),
        (2026, "hai nghìn không trăm hai mươi sáu"),
        (21_000, "hai mươi mốt nghìn"),
        (1_000_005, "một triệu không trăm linh năm"),
        (1_005_000, "một triệu không trăm linh năm nghìn"),
        (1_000_000_000, "một tỷ"),
        (2_000_000_010, "hai tỷ không trăm mười"),
        (5_050_505, "năm triệu không trăm năm mươi nghìn năm trăm linh năm"),
        (1_000_000_000_000, "một nghìn tỷ"),
        (1_005_000_000_000, "một nghìn không trăm linh năm tỷ"),
        (10**18, "một tỷ tỷ"),
        (10**18 + 5 * 10**9, "một tỷ không trăm linh năm tỷ"),
        (-21, "âm hai mươi mốt"),
    ],
)
def test_numbers_are_spoken_as_on_a_receipt(number, words):
    assert number_in_words(number) == words


def test_no_two_numbers_sound_alike():
    spoken = {number_in_words(number) for number in range(20_000)}

    assert len(spoken) == 20_000


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "I"),
        (4, "IV"),
        (9, "IX"),
        (14, "XIV"),
        (40, "XL"),
        (1994, "MCMXCIV"),
        (3999, "MMMCMXCIX"),
    ],
)
def test_annexes_take_roman_numbers(number, written):
    assert roman(number) == written


@pytest.mark.parametrize("number", [0, -1, 4000])
def test_romans_had_no_zero(number):
    with pytest.raises(ValueError, match="từ 1 đến 3999"):
        roman(number)


def test_an_amount_is_written_in_figures_and_in_words():
    assert write_vnd(1_234_500) == "1.234.500 đồng"
    assert vnd_in_words(1_234_500) == "Một triệu hai trăm ba mươi tư nghìn năm trăm đồng"
    assert vnd_in_words(0) == "Không đồng"
    assert vnd_in_words(-5_000) == "Âm năm nghìn đồng"
