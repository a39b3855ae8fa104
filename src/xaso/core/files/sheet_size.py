"""How far a sheet reaches. Readers lay out every cell between the corners, so two filled cells far
apart would take all memory of the machine: each part of a workbook is measured before."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree


def filled_size(xml: bytes) -> tuple[int, int]:
    """The last row and the last column that hold something; 0, 0 for a part that is no sheet.

    Raises ElementTree.ParseError. The caller has seen to it that there is no DOCTYPE inside.
    """
    row, column, last_row, last_column = 0, 0, 0, 0
    for event, element in ElementTree.iterparse(io.BytesIO(xml), events=("start", "end")):  # noqa: S314
        tag = element.tag.rpartition("}")[2]
        if event == "start" and tag == "row":
            row, column = _number(element.get("r"), row + 1), 0
        elif event == "end" and tag == "c":
            row, column = _position(element.get("r", ""), row, column + 1)
            if len(element):
                last_row, last_column = max(last_row, row), max(last_column, column)
        elif event == "end" and tag in {"row", "si"}:
            element.clear()
    return last_row, last_column


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
