"""An export while it waits to be looked over: cells as JSON, read back as they were.

A text is a text, a number stands in a list, and what a merged cell says elsewhere is the place of
its first cell.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import islice
from typing import Any

from xaso.core.files.sheets import EMPTY, Cell, Sheet, number_cell

MOST_KEPT = 6


def worth_keeping(sheets: Iterable[Sheet]) -> list[Sheet]:
    filled = (sheet for sheet in sheets if any(cell.text for row in sheet.rows for cell in row))
    return list(islice(filled, MOST_KEPT))


def kept(sheets: Iterable[Sheet]) -> list[dict[str, Any]]:
    return [_kept(sheet) for sheet in worth_keeping(sheets)]


def read_back(rows: Iterable[dict[str, Any]]) -> list[Sheet]:
    return [_read(row) for row in rows]


def _kept(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "rows": [
            [
                list(sheet.anchors[r, c]) if (r, c) in sheet.anchors else _said(cell)
                for c, cell in enumerate(row)
            ]
            for r, row in enumerate(sheet.rows)
        ],
    }


def _said(cell: Cell) -> Any:
    return cell.text if cell.number is None else [f"{cell.number:f}"]


def _read(said: dict[str, Any]) -> Sheet:
    anchors = {
        (r, c): (each[0], each[1])
        for r, row in enumerate(said["rows"])
        for c, each in enumerate(row)
        if isinstance(each, list) and len(each) == 2
    }
    rows = [[_cell(each) for each in row] for row in said["rows"]]
    for (r, c), (top, left) in anchors.items():
        first = rows[top][left]
        rows[r][c] = Cell(first.text, first.number, first.day, carried=True)
    return Sheet(said["name"], tuple(tuple(row) for row in rows), anchors)


def _cell(each: Any) -> Cell:
    if isinstance(each, str):
        return Cell(each) if each else EMPTY
    return number_cell(Decimal(each[0])) if len(each) == 1 else EMPTY
