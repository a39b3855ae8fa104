"""Names of units in one cell: split, compared, suggested. None is exchanged silently."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from functools import lru_cache

from xaso.lib.text import fold, header_key

from .word_lists import folded_words_of, keys_of, values_of

CUT = re.compile(r"[;\n]|,\s|\s(?:và|&)\s|,(?=\S)", re.IGNORECASE)
CERTAIN = re.compile(r"[;\n]")
LABEL = re.compile(
    r"^\s*(?:[-+•*]|\d{1,2}[.)])\s+"
    r"|^\s*(?:chủ trì|phối hợp|đơn vị chủ trì|đơn vị phối hợp)\s*:\s*",
    re.IGNORECASE,
)


def split_units(text: str, known: Sequence[str] = ()) -> tuple[str, ...]:
    """ ";" and a new line always separate; "," and "và" only when a unit's name starts behind,
    so "Văn hóa và Thông tin" and "HĐND và UBND" stay whole."""
    names = _names(tuple(known))
    kept = names.kept_spans(text)
    parts, start = list[str](), 0
    for cut in CUT.finditer(text):
        if any(left < cut.end() and cut.start() < right for left, right in kept):
            continue
        if CERTAIN.search(cut[0]) or names.opens_unit(text[cut.end() :]):
            parts.append(text[start : cut.start()])
            start = cut.end()
    parts.append(text[start:])
    cleaned = (LABEL.sub("", " ".join(part.split())).strip(" .,;:-") for part in parts)
    return tuple(dict.fromkeys(name for name in cleaned if name))


def is_known(name: str, known: Sequence[str]) -> bool:
    return header_key(name) in _names(tuple(known)).by_key


def suggest_unit(name: str, known: Sequence[str]) -> str:
    """The known unit most likely meant by a short name, a name of before the merger, a slip."""
    keys = _names(tuple(known)).by_key
    key = header_key(name)
    dead = values_of("dead").get(key)
    if dead:
        return keys.get(header_key(dead), "")
    longer = f" {key} "
    for short, full in values_of("short").items():
        longer = longer.replace(f" {short} ", f" {header_key(full)} ")
    close = get_close_matches(longer.strip(), keys, n=1, cutoff=0.8)
    return keys[close[0]] if close else ""


class _Names:
    """The known units, prepared once for all cells of a file."""

    def __init__(self, known: tuple[str, ...]) -> None:
        self.by_key = {header_key(name): name for name in known if header_key(name)}
        folded = {*folded_words_of("kept"), *map(fold, known)}
        kept = [re.escape(name) for name in folded if re.search(r",|&|\bva\b", name)]
        self._kept = re.compile(
            rf"(?<!\w)(?:{'|'.join(sorted(kept, key=len, reverse=True))})(?!\w)"
        )
        openers = (re.escape(key) for key in {*keys_of("opener"), *self.by_key})
        self._opener = re.compile(rf"(?:{'|'.join(openers)}) ")

    def kept_spans(self, text: str) -> list[tuple[int, int]]:
        """Where a name that itself holds "và" or a comma stands."""
        if not CUT.search(text):
            return []
        folded = "".join(map(_folded_letter, text))
        return [found.span() for found in self._kept.finditer(folded)]

    def opens_unit(self, text: str) -> bool:
        return self._opener.match(f"{header_key(text[:120])} ") is not None


@lru_cache(maxsize=4096)
def _folded_letter(letter: str) -> str:
    """One sign for one sign, so that places in the text stay."""
    return fold(letter) or " "


@lru_cache(maxsize=8)
def _names(known: tuple[str, ...]) -> _Names:
    return _Names(known)
