"""Visible sheets of a workbook as texts and exact numbers, with what merged cells say carried on.

Of any workbook somebody sends: a province's set of indicators, an export of another system.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from xml.etree import ElementTree

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from xaso.lib.text import nfc

from .grid import Limits, measured_copy
from .percent_cells import percent_cells

MOST_SHEETS = 30
MOST_OVERLAP = 10
"""How many times the places of a sheet may lie under merged cells."""


@dataclass(frozen=True, slots=True)
class Cell:
    text: str = ""
    number: Decimal | None = None
    day: date | None = None
    carried: bool = False
    """Says what the first cell of its merged range says."""

    @property
    def own(self) -> str:
        return "" if self.carried else self.text


EMPTY = Cell()


@dataclass(frozen=True)
class Sheet:
    name: str
    rows: tuple[tuple[Cell, ...], ...]
    anchors: dict[tuple[int, int], tuple[int, int]]
    """For each place under a merged cell, its first row and column."""

    def at(self, row: int, column: int | None) -> Cell:
        if column is None or row >= len(self.rows) or column >= len(self.rows[row]):
            return EMPTY
        return self.rows[row][column]


def read_sheets(content: bytes, limits: Limits) -> list[Sheet]:
    """ValidationError tells what to do with a file that is too large, hostile or broken."""
    small = measured_copy(content, limits)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(small)) as book:
            shares = percent_cells(small)
            return [
                _sheet(book.get_sheet_by_name(about.name), shares.get(about.name, frozenset()))
                for about in book.sheets_metadata[:MOST_SHEETS]
                if about.typ == SheetTypeEnum.WorkSheet
                and about.visible == SheetVisibleEnum.Visible
            ]
    except (CalamineError, ElementTree.ParseError, LookupError, ValueError) as error:
        raise ValidationError(_("Tệp hỏng, không mở được. Lưu lại bằng Excel rồi gửi.")) from error


def first_row_below(sheet: Sheet, header: int, row: int) -> int:
    """Neither what a cell merged down repeats nor the line "(1) (2) (3)" is a row of the table."""
    while row < len(sheet.rows) and any(
        sheet.anchors.get((row, column), (row, 0))[0] == header
        for column in range(len(sheet.rows[row]))
    ):
        row += 1
    return row + 1 if row < len(sheet.rows) and _is_numbering(sheet, row) else row


def _is_numbering(sheet: Sheet, row: int) -> bool:
    marks = [cell.text.strip("()[] .") for cell in sheet.rows[row] if cell.text]
    numbers = [int(mark) for mark in marks if re.fullmatch("[0-9]{1,2}", mark)]
    return len(marks) == len(numbers) >= 3 and numbers == list(range(1, len(numbers) + 1))


def _sheet(sheet: object, shares: frozenset[tuple[int, int]]) -> Sheet:
    values = sheet.to_python(skip_empty_area=False)  # type: ignore[attr-defined]
    width = max((len(row) for row in values), default=0)
    rows = [
        [_cell(value, is_share=(r, c) in shares) for c, value in enumerate(row)]
        + [EMPTY] * (width - len(row))
        for r, row in enumerate(values)
    ]
    anchors: dict[tuple[int, int], tuple[int, int]] = {}
    budget = MOST_OVERLAP * width * len(rows)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():  # type: ignore[attr-defined]
        for place in _covered(top, left, min(bottom, len(rows) - 1), min(right, width - 1)):
            budget -= 1
            if budget < 0:
                raise ValidationError(
                    _("Các ô gộp trong tệp chồng lên nhau. Hãy bỏ gộp ô rồi gửi lại.")
                )
            anchors[place] = (top, left)
            rows[place[0]][place[1]] = replace(rows[top][left], carried=True)
    return Sheet(sheet.name, tuple(tuple(row) for row in rows), anchors)  # type: ignore[attr-defined]


def _covered(top: int, left: int, bottom: int, right: int) -> Iterator[tuple[int, int]]:
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            if (row, column) != (top, left):
                yield row, column


def _cell(value: object, *, is_share: bool) -> Cell:
    match value:
        case str():
            text = " ".join(nfc(value).replace("\0", "").split())
            return Cell(text) if text else EMPTY
        case bool():
            return Cell(_("có") if value else _("không"))
        case int() | float():
            number = Decimal(repr(value)) if isinstance(value, int) else Decimal(f"{value:.15g}")
            return number_cell(100 * number if is_share else number)
        case datetime():
            return Cell(f"{value:%d/%m/%Y}", day=value.date())
        case date():
            return Cell(f"{value:%d/%m/%Y}", day=value)
    return EMPTY


def number_cell(number: Decimal) -> Cell:
    """Written with a comma, as people here write it."""
    if not number.is_finite():
        return EMPTY
    plain = number.normalize()
    return Cell(f"{plain:f}".replace(".", ","), plain)
