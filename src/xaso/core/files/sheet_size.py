"""How far a sheet reaches. Readers lay out every cell between the corners, so two filled cells far
apart would take all memory of the machine: each part of a workbook is measured before."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree


def filled_size(xml: bytes) -> tuple[int, int]:
    """The last row and the last column that hold something; 0, 0 for a part that is no sheet.

    Raises ElementTree.ParseError. The caller has seen to it that there is no DOCTYPE inside.
    """
    row, column, last_row, last_column = 0, 0, 0, 0
    for is_open, tag, element in _walked(xml):
        if is_open and tag == "row":
            row, column = _number(element.get("r"), row + 1), 0
        elif not is_open and tag == "c":
            row, column = _position(element.get("r", ""), row, column + 1)
            if len(element):
                last_row, last_column = max(last_row, row), max(last_column, column)
    return last_row, last_column


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
