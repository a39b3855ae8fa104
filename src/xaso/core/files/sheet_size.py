"""How far a sheet reaches and how much it says. Readers lay out every cell between the corners and
write a shared text out for every cell that shows it, so a few kB would take all memory of the machine:
each part of a workbook is measured before."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple
from xml.etree import ElementTree

SHARED = re.compile(rb"<[^\s<>/]*si[\s/>]")
"""One of the texts a workbook keeps once for all cells, whatever prefix it has."""


class Filled(NamedTuple):
    row: int
    """The last one that holds something; 0 for a part that is no sheet."""
    column: int
    letters: int
    """Of the shared texts its cells show."""


def filled_size(xml: bytes) -> tuple[int, int]:
    """The last row and the last column that hold something; 0, 0 for a part that is no sheet.

    Raises ElementTree.ParseError. The caller has seen to it that there is no DOCTYPE inside.
    """
    return filled(xml)[:2]


def filled(xml: bytes, shared: Sequence[int] = ()) -> Filled:
    """`shared`: what `shared_lengths` says of the workbook."""
    row, column, last_row, last_column, letters = 0, 0, 0, 0, 0
    longest = max(shared, default=0)
    for is_open, tag, element in _walked(xml):
        if is_open and tag == "row":
            row, column = _number(element.get("r"), row + 1), 0
        elif not is_open and tag == "c":
            row, column = _position(element.get("r", ""), row, column + 1)
            if len(element):
                last_row, last_column = max(last_row, row), max(last_column, column)
            if longest and element.get("t") == "s":
                letters += max(
                    (_length(each.text, shared, longest) for each in element), default=0
                )
    return Filled(last_row, last_column, letters)


def shared_lengths(parts: Iterable[bytes]) -> list[int]:
    """How long each shared text is. A workbook may keep them in any part; the longer one counts."""
    lists = [_lengths(part) for part in parts if SHARED.search(part)]
    return [max(lengths) for lengths in zip_longest(*lists, fillvalue=0)]


def _lengths(xml: bytes) -> list[int]:
    found: list[int] = []
    length = 0
    for is_open, tag, element in _walked(xml):
        if tag == "si":
            if not is_open:
                found.append(length)
            length = 0
        elif tag == "t" and not is_open:
            length += len(element.text or "")
    return found


def _length(text: str | None, shared: Sequence[int], longest: int) -> int:
    """A place that is no plain number counts as the longest: readers guess what it means."""
    at = _number(text.strip(), -1) if text else -1
    return shared[at] if 0 <= at < len(shared) else longest


def _walked(xml: bytes) -> Iterator[tuple[bool, str, ElementTree.Element]]:
    """(opens, tag, element), each let go once it has been looked at: a sheet of a few kB may hold
    millions. Only what is inside a cell stays until the cell ends."""
    inside: list[ElementTree.Element] = []
    for event, element in ElementTree.iterparse(io.BytesIO(xml), events=("start", "end")):  # noqa: S314
        tag = element.tag.rpartition("}")[2]
        if event == "start":
            inside.append(element)
            yield True, tag, element
            continue
        yield False, tag, element
        inside.pop()
        if inside and inside[-1].tag.rpartition("}")[2] != "c":
            inside[-1].remove(element)


def _position(name: str, row: int, column: int) -> tuple[int, int]:
    match = re.fullmatch(r"\$?([A-Za-z]{1,4})\$?([0-9]{1,9})", name)
    if match is None:
        return row, column
    number = 0
    for letter in match[1].upper():
        number = number * 26 + ord(letter) - 64
    return int(match[2]), number


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch("[0-9]{1,9}", text) else otherwise
