"""Numbers as Vietnamese papers write them (1.234,5), in words, and as people type them."""

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from xaso.lib.text import nfc

NO_FIGURE = "chưa có số liệu"
LONGEST_TYPED = 40
LONGEST_COUNT = 9

_TYPED = re.compile(
    r"(?P<sign>[-+\u2212\u2013]?) ?(?P<digits>[0-9](?:[0-9., ]*[0-9])?) ?"
    r"(?P<unit>[%₫]?(?: ?[^\W\d_][^\d,;]*(?:(?<=m)[23])?)?)"
)
_SHAPES = (
    (re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?"), str.maketrans(",", ".", ".")),
    (
        re.compile(r"[1-9][0-9]{0,2}(?:(?:,[0-9]{3}){2,}|(?:,[0-9]{3})+\.[0-9]+)"),
        str.maketrans("", "", ","),
    ),
    (re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?:[.,][0-9]+)?"), str.maketrans(",", ".", " ")),
    (re.compile(r"[0-9]+(?:[.,][0-9]+)?"), str.maketrans(",", ".")),
)
_SCALE_WORDS = {"trăm", "nghìn", "ngàn", "k", "vạn", "triệu", "tr", "tỷ", "tỉ"}
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 1_000_000_000
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def write_number(value: Decimal | int | Fraction | None, places: int | None = None) -> str:
    """Rounds half up. Without `places` the number is written out exactly, or to two places when
    it never ends (1/3)."""
    if value is None:
        return NO_FIGURE
    exact = Fraction(value)
    if places is None:
        places = _places_needed(exact)
    scale: int = 10**places
    rounded = int(abs(exact) * scale + Fraction(1, 2))
    whole, rest = divmod(rounded, scale)
    sign = "-" if exact < 0 and rounded else ""
    decimals = f",{rest:0{places}}" if places else ""
    return sign + f"{whole:,}".replace(",", ".") + decimals


def read_number(text: str) -> Decimal:
    """A unit may follow ("20 điểm", "80 %" is 80). Two signs tell each other apart (1.234,5 and
    1,234.5). One comma alone is decimal (1,234 is a bit more than one); one point alone groups
    thousands when exactly three digits follow and no zero leads (1.980, but 20.8 and 0.125)."""
    typed = _TYPED.fullmatch(" ".join(nfc(text).split()))
    if not typed or len(typed["digits"]) > LONGEST_TYPED:
        raise ValueError("Nhập một số theo dạng 1.234,5.")
    for word in typed["unit"].lower().split():
        if word in _SCALE_WORDS:
            raise ValueError(f"Viết đủ các chữ số thay cho “{word}”.")
    number = Decimal(_with_decimal_point(typed["digits"]))
    return -number if typed["sign"] in ("-", "\u2212", "\u2013") else number


def read_count(text: str) -> int | None:
    """A whole number as it stands in an address or a cookie. None for anything else, and for more
    digits than anybody counts: turning five thousand of them into a number is refused by Python."""
    is_count = text.isascii() and text.isdecimal() and len(text) <= LONGEST_COUNT
    return int(text) if is_count else None


def sum_known(numbers: Iterable[Decimal | None]) -> Decimal | None:
    """Of those that are known; None where none is."""
    known = [number for number in numbers if number is not None]
    return sum(known, Decimal(0)) if known else None


def number_in_words(number: int) -> str:
    if number < 0:
        return f"âm {number_in_words(-number)}"
    return " ".join(_words(number)) or _DIGITS[0]


def roman(number: int) -> str:
    if not 1 <= number <= 3999:
        raise ValueError("Số La Mã chỉ viết được từ 1 đến 3999.")
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written


def _places_needed(exact: Fraction) -> int:
    rest, twos, fives = exact.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else 2


def _with_decimal_point(digits: str) -> str:
    for shape, changes in _SHAPES:
        if shape.fullmatch(digits):
            return digits.translate(changes)
    raise ValueError(f"Không rõ “{digits}” là số nào. Nhập theo dạng 1.234,5.")


def _words(number: int, *, follows: bool = False) -> list[str]:
    """`follows`: something larger was said before, so the missing hundreds are spoken too."""
    billions, below = divmod(number, _BILLION)
    words = [*_words(billions, follows=follows), "tỷ"] if billions else []
    for size, name in ((1_000_000, "triệu"), (1000, "nghìn"), (1, "")):
        group = below // size % 1000
        if group:
            words += _group_words(group, follows=follows or bool(words))
            words += [name] if name else []
    return words


def _group_words(group: int, *, follows: bool) -> list[str]:
    hundreds, below = divmod(group, 100)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or follows else []
    tens, ones = divmod(below, 10)
    if tens == 1:
        words.append("mười")
    elif tens:
        words += [_DIGITS[tens], "mươi"]
    elif ones and words:
        words.append("linh")
    if ones:
        words.append(_ones_word(tens, ones))
    return words


def _ones_word(tens: int, ones: int) -> str:
    if ones == 5 and tens:
        return "lăm"
    if tens > 1:
        return {1: "mốt", 4: "tư"}.get(ones, _DIGITS[ones])
    return _DIGITS[ones]
