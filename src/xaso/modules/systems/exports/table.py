"""The table of an export: its sheet, its header among the first rows, its columns by name."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xaso.core.files.grid import MEGABYTE, Limits, cell_address, read_grid
from xaso.core.files.sheets import Cell, Sheet, first_row_below, read_sheets
from xaso.lib.text import header_key

LIMITS = Limits(rows=20_000, columns=100, size_bytes=6 * MEGABYTE, unpacked_bytes=96 * MEGABYTE)
SEARCHED_ROWS, TALLEST = 20, 3
LONGEST_HEADING = 120
ALIKE = 0.6


@dataclass(frozen=True)
class Heading:
    column: int
    text: str
    """No two of a table are the same; of a header in two lines both stand in it."""

    @property
    def key(self) -> str:
        return header_key(self.text)


@dataclass(frozen=True)
class Table:
    sheet: Sheet
    top: int
    """First row of the header, from 0."""
    body: int
    headings: tuple[Heading, ...]

    @cached_property
    def by_key(self) -> dict[str, Heading]:
        return {heading.key: heading for heading in self.headings}

    def column(self, text: str) -> int | None:
        found = self.by_key.get(header_key(text))
        return found.column if found else None

    def nearest(self, text: str) -> str:
        """The heading most like it; empty where none comes near."""
        close = difflib.get_close_matches(header_key(text), list(self.by_key), 1, ALIKE)
        return self.by_key[close[0]].text if close else ""


def sheets_of(content: bytes) -> list[Sheet]:
    """ValidationError in words for a file that is too large, hostile, broken or of another kind."""
    if content[:2] != b"PK":
        rows = tuple(tuple(Cell(text) for text in row) for row in read_grid(content, LIMITS))
        return [Sheet("", rows, {})]
    if len(content) > LIMITS.size_bytes:
        raise ValidationError(
            _("Tệp lớn hơn %(most)d MB. Chỉ giữ lại bảng cần nhập rồi gửi lại.")
            % {"most": LIMITS.size_bytes // MEGABYTE}
        )
    return read_sheets(content, LIMITS)


def find_table(sheets: Sequence[Sheet], wanted: Collection[str] = ()) -> Table:
    """Of all sheets the header with most of the wanted headings, else the widest."""
    keys = {header_key(text) for text in wanted}
    tables = [table for sheet in sheets for table in _tables(sheet, keys)]
    if not tables:
        raise ValidationError(
            _(
                "Không thấy bảng nào: 20 dòng đầu của tệp không có dòng tên cột. Mở tệp bằng "
                "Excel, xem lại rồi gửi."
            )
        )
    return max(
        tables,
        key=lambda table: (
            len(keys & table.by_key.keys()),
            len(table.headings),
            len(table.sheet.rows),
            -table.body,
        ),
    )


def _tables(sheet: Sheet, wanted: Collection[str]) -> Iterator[Table]:
    """The likeliest header of the sheet; where one knows what to look for, each that could be."""
    rows = range(min(SEARCHED_ROWS, len(sheet.rows)))
    titles = {row: _titles(sheet, row) for row in rows}
    likely = max(rows, key=lambda row: (titles[row], -row), default=None)
    if likely is not None and titles[likely]:
        yield _table(sheet, *_around(sheet, likely))
    if wanted:
        for row in rows:
            for height in range(1, TALLEST + 1):
                yield _table(sheet, row, row + height - 1)


def _titles(sheet: Sheet, row: int) -> int:
    """How many cells look like the name of a column."""
    return sum(
        bool(cell.text)
        and cell.number is None
        and len(cell.text) <= LONGEST_HEADING
        and not _is_carried_along(sheet, row, column)
        for column, cell in enumerate(sheet.rows[row])
    )


def _is_carried_along(sheet: Sheet, row: int, column: int) -> bool:
    """From the left, in the same row."""
    anchor = sheet.anchors.get((row, column))
    return anchor is not None and anchor[1] < column


def _around(sheet: Sheet, row: int) -> tuple[int, int]:
    """First and last row of a header that is made of several, held together by merged cells."""
    places = range(len(sheet.rows[row]))
    top = min([row, *(sheet.anchors.get((row, column), (row, 0))[0] for column in places)])
    bottom = row
    while bottom + 1 < len(sheet.rows) and bottom - top + 1 < TALLEST:
        if not (_reaches_down(sheet, top, bottom) or _is_parted(sheet, bottom)):
            break
        bottom += 1
    return max(top, bottom - TALLEST + 1), bottom


def _reaches_down(sheet: Sheet, top: int, bottom: int) -> bool:
    return any(
        top <= anchor[0] <= bottom
        for column in range(len(sheet.rows[bottom + 1]))
        if (anchor := sheet.anchors.get((bottom + 1, column)))
    )


def _is_parted(sheet: Sheet, row: int) -> bool:
    """A title over several columns, and below it a name for each of them."""
    below = [
        sheet.at(row + 1, column)
        for column in range(len(sheet.rows[row]))
        if _is_carried_along(sheet, row, column)
    ]
    return bool(below) and all(cell.text and cell.number is None for cell in below)


def _table(sheet: Sheet, top: int, bottom: int) -> Table:
    body = first_row_below(sheet, bottom, bottom + 1)
    return Table(sheet, top, body, _headings(sheet, top, min(bottom, len(sheet.rows) - 1)))


def _headings(sheet: Sheet, top: int, bottom: int) -> tuple[Heading, ...]:
    found: dict[str, Heading] = {}
    for column in range(max((len(row) for row in sheet.rows[top : bottom + 1]), default=0)):
        lines = [sheet.at(row, column).text for row in range(top, bottom + 1)]
        text = " / ".join(dict.fromkeys(line for line in lines if line))[:LONGEST_HEADING]
        if header_key(text) in found:
            text = _("%(text)s (cột %(letter)s)") % {
                "text": text,
                "letter": cell_address(column, 0)[:-1],
            }
        if header_key(text):
            found[header_key(text)] = Heading(column, text)
    return tuple(found.values())
