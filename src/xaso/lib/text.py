"""Vietnamese text: finding without accents, sorting by the alphabet, matching table headers."""

import re
import unicodedata
from itertools import groupby

Rank = tuple[int, int]
SortKey = tuple[tuple[Rank, ...], tuple[int, ...], str]

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền hỏi ngã sắc nặng, the order of dictionaries
SHAPES = "\u0302\u0306\u031b"  # the hats of â, ă, ơ: these make another letter

MOST_SIGNS = 5_000
SHORT = 1_000

_OTHER_D = str.maketrans("Ðð", "Đđ")  # Icelandic eth looks the same and comes from old fonts


def nfc(text: str) -> str:
    """Some keyboards and file systems send letters and accents apart (NFD); rows hold NFC."""
    is_plain = len(text) <= SHORT or unicodedata.is_normalized("NFC", text)
    return unicodedata.normalize("NFC", text if is_plain else _apart(text))


def _apart(text: str) -> str:
    """NFD. `normalize` sorts the accents of one letter by insertion: a hundred thousand of them, sent
    to do harm, would take it a minute. Sorted here they take no time."""
    if len(text) <= SHORT:
        return unicodedata.normalize("NFD", text)
    apart = "".join(unicodedata.normalize("NFD", sign) for sign in text)
    runs = groupby(apart, key=lambda sign: unicodedata.combining(sign) > 0)
    return "".join(
        sign
        for is_mark, run in runs
        for sign in (sorted(run, key=unicodedata.combining) if is_mark else run)
    )


class _Marks(dict[int, int | None]):
    """Accents and invisible signs go, all else stays. Each sign is looked up once: a file of an
    office has a hundred thousand words and two hundred signs."""

    def __missing__(self, code: int) -> int | None:
        kept = None if unicodedata.category(chr(code)) in ("Mn", "Cf") else code
        if len(self) < MOST_SIGNS:
            self[code] = kept
        return kept


_MARKS = _Marks()


def fold(text: str) -> str:
    """What two spellings must share to be found by each other: "dang ky" finds "Đăng ký"."""
    letters = _apart(text.translate(_OTHER_D).lower()).replace("đ", "d")
    return " ".join(nfc(letters.translate(_MARKS)).split())


def unit_in_a_sentence(unit: str) -> str:
    """ "Hộ" of the annex becomes "hộ"; "GB" and "Mb/s" stay."""
    return unit.lower() if unit[1:].islower() and "/" not in unit else unit


def header_key(text: str) -> str:
    """Punctuation separates words: "NHIỆM VỤ/GIẢI PHÁP:" matches "Nhiệm vụ, giải pháp". A cell of
    signs alone ("//") gives ""."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def vietnamese_key(text: str) -> SortKey:
    """Letters decide first, then tones, then capitals. Runs of digits count as numbers, so
    "Tổ 2" stands before "Tổ 10"."""
    plain = " ".join(nfc(text).translate(_OTHER_D).split())
    pieces = re.findall(r"[0-9]{1,18}|.", plain.lower())
    ranked = [_rank(piece) for piece in pieces]
    return tuple(rank for rank, _ in ranked), tuple(tone for _, tone in ranked), plain.swapcase()


def _rank(piece: str) -> tuple[Rank, int]:
    if piece[0] in "0123456789":
        return (1, int(piece)), 0
    marks = unicodedata.normalize("NFD", piece)
    tone = next((TONES.index(mark) + 1 for mark in marks if mark in TONES), 0)
    letter = nfc(marks[0] + "".join(mark for mark in marks[1:] if mark in SHAPES))
    if letter in ALPHABET:
        return (2, ALPHABET.index(letter)), tone
    return (3 if letter.isalpha() else 0, ord(letter[0])), tone
