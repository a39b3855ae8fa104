"""Excel files. What a person typed stays text: no cell is ever read as a formula or a link."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING

from xaso.core.papers.document import CellValue, Column, GroupRow, Row, Table
from xaso.core.papers.grid import cell_align, cell_text, head_cells
from xaso.core.papers.layout import layout
from xaso.core.papers.plain import plain
from xaso.core.papers.widths import wrapped_lines
from xaso.lib.numbers import write_number

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

A4 = 9
NAME_LIMIT = 31
CELL_LIMIT = 32_767
EXACT_DIGITS = 15
FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\']")
CHARACTERS_ACROSS = 135
CHARACTERS_UPRIGHT = 88
NARROWEST = 6
ROOM_AROUND = 2
MM_PER_CHARACTER = 1.85
LETTERS_PT = 12
LINE_PT = 16
MOST_LINES = 25
MARGIN_INCH = 0.6


@dataclass(frozen=True, kw_only=True)
class SheetTable:
    """One sheet of a workbook. `title` lines stand above the table."""

    name: str
    table: Table
    title: tuple[str, ...] = ()
    landscape: bool = True


def write_workbook(sheets: Sequence[SheetTable]) -> bytes:
    # Loaded with the first workbook, to start the program sooner.
    import xlsxwriter

    target = BytesIO()
    book = xlsxwriter.Workbook(
        target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    names: set[str] = set()
    for sheet in sheets:
        _write_sheet(book, book.add_worksheet(_name(sheet.name, names)), sheet)
    book.close()
    return target.getvalue()


def _name(wanted: str, taken: set[str]) -> str:
    """Excel refuses some signs, long names and two alike."""
    base = FORBIDDEN_IN_NAME.sub(" ", plain(wanted)).replace("\n", " ").strip() or "Bảng"
    name, count = base[:NAME_LIMIT], 1
    while name.casefold() in taken:
        count += 1
        tail = f" {count}"
        name = base[: NAME_LIMIT - len(tail)] + tail
    taken.add(name.casefold())
    return name


class _Formats:
    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def get(self, **look: object) -> Format:
        key = tuple(sorted(look.items()))
        if key not in self._made:
            fonts = {
                "font_name": layout().fonts.word,
                "font_size": LETTERS_PT,
                "valign": "vcenter",
            }
            self._made[key] = self._book.add_format({**fonts, **look})
        return self._made[key]


def _write_sheet(book: Workbook, page: Worksheet, sheet: SheetTable) -> None:
    formats = _Formats(book)
    columns = sheet.table.columns
    last = len(columns) - 1
    _set_page(page, landscape=sheet.landscape)
    widths = _widths(sheet)
    for index, width in enumerate(widths):
        page.set_column(index, index, width)
    for index, line in enumerate(sheet.title):
        title = formats.get(bold=index == 0, align="center", text_wrap=True)
        _write_across(page, index, last, line, title)
    top = len(sheet.title) + (1 if sheet.title else 0)
    first = top + _write_head(page, top, columns, formats)
    page.repeat_rows(top, first - 1)
    page.freeze_panes(first, 0)
    for number, row in enumerate(sheet.table.rows, start=first):
        if lines := _lines(row, widths):
            page.set_row(number, lines * LINE_PT)
        _write_row(page, number, columns, row, formats)


def _set_page(page: Worksheet, *, landscape: bool) -> None:
    if landscape:
        page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=MARGIN_INCH, right=MARGIN_INCH, top=MARGIN_INCH, bottom=MARGIN_INCH)
    page.fit_to_pages(1, 0)
    page.set_footer("&C&P/&N")


def _widths(sheet: SheetTable) -> list[float]:
    """In letters, as asked; a number or a day always has the room it needs."""
    columns = sheet.table.columns
    room = CHARACTERS_ACROSS if sheet.landscape else CHARACTERS_UPRIGHT
    total = sum(column.width for column in columns)
    widths = [max(column.width / total * room, NARROWEST) for column in columns]
    for row in sheet.table.rows:
        for index, value in enumerate(row.cells if isinstance(row, Row) else ()):
            if not isinstance(value, str):
                widths[index] = max(widths[index], len(cell_text(value)) + ROOM_AROUND)
    return widths


def _lines(row: Row | GroupRow, widths: Sequence[float]) -> int:
    """How many lines the longest text takes; 0 where one is enough."""
    if isinstance(row, GroupRow):
        return 0
    most = max(
        wrapped_lines(cell_text(value), width * MM_PER_CHARACTER, LETTERS_PT, bold=row.bold)
        for value, width in zip(row.cells, widths, strict=True)
    )
    return min(most, MOST_LINES) if most > 1 else 0


def _write_head(page: Worksheet, top: int, columns: tuple[Column, ...], formats: _Formats) -> int:
    """Give back how many rows the heading takes."""
    look = formats.get(bold=True, align="center", text_wrap=True, border=1)
    cells = head_cells(columns)
    for cell in cells:
        row, end = top + cell.y, cell.x + cell.colspan - 1
        if cell.colspan > 1 or cell.rowspan > 1:
            page.merge_range(row, cell.x, row + cell.rowspan - 1, end, "", look)
        page.write_string(row, cell.x, cell.text, look)
    return 1 + max(cell.y for cell in cells)


def _write_across(page: Worksheet, row: int, last: int, text: str, look: Format) -> None:
    if last:
        page.merge_range(row, 0, row, last, "", look)
    page.write_string(row, 0, plain(text)[:CELL_LIMIT], look)


def _write_row(
    page: Worksheet, number: int, columns: Sequence[Column], row: Row | GroupRow, formats: _Formats
) -> None:
    if isinstance(row, GroupRow):
        _write_across(page, number, len(columns) - 1, row.text, formats.get(bold=True, border=1))
        return
    for index, (column, value) in enumerate(zip(columns, row.cells, strict=True)):
        align = cell_align(column.align, value)
        _write_cell(page, number, index, value, formats, {"align": align, "bold": row.bold})


def _write_cell(
    page: Worksheet,
    row: int,
    column: int,
    value: CellValue,
    formats: _Formats,
    look: dict[str, object],
) -> None:
    if value is None or isinstance(value, str):
        text = write_number(None) if value is None else plain(value)[:CELL_LIMIT]
        wrapped = formats.get(**look, border=1, text_wrap=True, num_format="@")
        page.write_string(row, column, text, wrapped)
    elif isinstance(value, date):
        page.write_datetime(
            row, column, value, formats.get(**look, border=1, num_format="dd/mm/yyyy")
        )
    elif _is_exact(value):
        number_format = "#,##0" if Fraction(value).denominator == 1 else "#,##0.##"
        page.write_number(
            row, column, float(value), formats.get(**look, border=1, num_format=number_format)
        )
    else:
        page.write_string(row, column, write_number(value), formats.get(**look, border=1))


def _is_exact(value: int | Decimal) -> bool:
    """Excel keeps fifteen digits; a longer number is written out as text rather than bent."""
    return bool(abs(value) < 10**EXACT_DIGITS)
