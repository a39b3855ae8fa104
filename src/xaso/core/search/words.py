"""From what is written, or typed, to the words that meet: no accents, no signs, no leading zeros."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zlib import crc32

from xaso.lib.text import header_key

from .models import MOST_LETTERS

PRIVATE = "~"
MOST_TYPED = 200
MOST_WORDS = 8
LETTERS_OF_A_WORD = 40
BEGINNINGS = (2, 3, 5)
"""Lengths that leave a sign; five tell words run together from the words they begin with."""
SIGNS = 63


@dataclass(frozen=True)
class Asked:
    """What somebody typed into the box."""

    words: tuple[str, ...]
    code: str
    """As `code_of` writes one: all that was typed, were it a code."""

    @property
    def signs(self) -> int:
        return signs_of(self.words)

    def __bool__(self) -> bool:
        return bool(self.words)


def asked(typed: str) -> Asked:
    """A word stands for all words that begin so; those that another one implies are left out."""
    told = list(words_of(typed[:MOST_TYPED]))
    wanted = sorted(dict.fromkeys(told), key=len, reverse=True)
    needed = [
        word
        for at, word in enumerate(wanted)
        if not any(longer.startswith(word) for longer in wanted[:at])
    ]
    return Asked(tuple(needed[:MOST_WORDS]), " ".join(told))


def words_of(text: str) -> Iterator[str]:
    """ "Số 05/BC-UBND" gives so, 5, bc, ubnd."""
    for word in header_key(text).split():
        plain = word.lstrip("0") or "0" if word.isdecimal() else word
        yield plain[:LETTERS_OF_A_WORD]


def code_of(text: str) -> str:
    return " ".join(words_of(text))


def index_text(texts: Iterable[str], private: Iterable[str] = ()) -> str:
    """What Entry.words holds. The private ones come first: they are few and must not be cut off."""
    marked = [f" {PRIVATE}{word}" for word in _once(private)]
    found = "".join([*marked, *(f" {word}" for word in _once(texts))])
    if len(found) <= MOST_LETTERS:
        return found
    return found[:MOST_LETTERS].rpartition(" ")[0]


def signs_of(words: Iterable[str]) -> int:
    """A bit for each beginning: a row without the bits of a word has no word beginning so."""
    signs = 0
    for word in words:
        for letters in BEGINNINGS:
            if len(word) >= letters:
                signs |= 1 << crc32(word[:letters].encode()) % SIGNS
    return signs


def signs_of_text(text: str) -> tuple[int, int]:
    """Of what `index_text` gave: of its open words, and of its private ones."""
    words = text.split()
    open_words = (word for word in words if not word.startswith(PRIVATE))
    private = (word.removeprefix(PRIVATE) for word in words if word.startswith(PRIVATE))
    return signs_of(open_words), signs_of(private)


def _once(texts: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(word for text in texts for word in words_of(text))
