"""Names of units in one cell: split, compared, suggested. None is exchanged silently."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from xaso.lib.text import fold, header_key

from .word_lists import folded_words_of, keys_of, values_of

CUT = re.compile(r"\s*[;\n]\s*|\s*,\s+|\s+(?:và|&)\s+|\s*,(?=\S)", re.IGNORECASE)
CERTAIN = re.compile(r"[;\n]")
LABEL = re.compile(
    r"^\s*(?:[-+•*]|\d{1,2}[.)])\s+"
    r"|^\s*(?:chủ trì|phối hợp|đơn vị chủ trì|đơn vị phối hợp)\s*:\s*",
    re.IGNORECASE,
)


def split_units(text: str, known: Sequence[str] = ()) -> tuple[str, ...]:
    """ ";" and a new line always separate; "," and "và" only when a unit's name starts behind,
    so "Văn hóa và Thông tin" and "HĐND và UBND" stay whole."""
    kept = _kept_spans(text, known)
    keys = {header_key(name) for name in known}
    parts, start = list[str](), 0
    for cut in CUT.finditer(text):
        if any(left < cut.end() and cut.start() < right for left, right in kept):
            continue
        if CERTAIN.search(cut[0]) or _opens_unit(text[cut.end() :], keys):
            parts.append(text[start : cut.start()])
            start = cut.end()
    parts.append(text[start:])
    names = (LABEL.sub("", " ".join(part.split())).strip(" .,;:-") for part in parts)
    return tuple(dict.fromkeys(name for name in names if name))


def is_known(name: str, known: Sequence[str]) -> bool:
    return header_key(name) in {header_key(unit) for unit in known}


def suggest_unit(name: str, known: Sequence[str]) -> str:
    """The known unit most likely meant by a short name, a name of before the merger, a slip."""
    keys = {header_key(unit): unit for unit in known}
    key = header_key(name)
    dead = values_of("dead").get(key)
    if dead:
        return keys.get(header_key(dead), "")
    longer = f" {key} "
    for short, full in values_of("short").items():
        longer = longer.replace(f" {short} ", f" {header_key(full)} ")
    close = get_close_matches(longer.strip(), keys, n=1, cutoff=0.8)
    return keys[close[0]] if close else ""


def _kept_spans(text: str, known: Sequence[str]) -> list[tuple[int, int]]:
    """Where a name that itself holds "và" or a comma stands."""
    folded = "".join(fold(letter) or " " for letter in text)
    names = [*folded_words_of("kept"), *(fold(name) for name in known)]
    return [
        found.span()
        for name in names
        if name and re.search(r",|&|\bva\b", name)
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", folded)
    ]


def _opens_unit(text: str, known: set[str]) -> bool:
    key = f"{header_key(text[:120])} "
    return any(key.startswith(f"{opener} ") for opener in keys_of("opener")) or any(
        key.startswith(f"{name} ") for name in known if name
    )
