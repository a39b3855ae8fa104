"""Where the table begins and what its columns are: the order is free, the names are data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from xaso.core.files.sheets import Sheet, first_row_below
from xaso.lib.text import header_key

from .problems import UnreadableWorkbook
from .words import fields_by_header

SEARCHED_ROWS = 20
NEEDED = ("name", "max_score")


@dataclass(frozen=True)
class Header:
    sheet: Sheet
    row: int
    body: int
    """The first row below it."""
    columns: Mapping[str, int]


def find_header(sheets: Sequence[Sheet]) -> Header:
    """Of all sheets the header that names the most columns; a header may take two rows."""
    found = [header for sheet in sheets for header in _headers(sheet)]
    if not found:
        raise UnreadableWorkbook(
            _(
                "Không thấy bảng chỉ số trong 20 dòng đầu của trang tính nào. Dòng tiêu đề phải có "
                "“Tên chỉ số” (hoặc “Tiêu chí”) và “Điểm tối đa” (hoặc “Thang điểm”)."
            )
        )
    return max(found, key=lambda header: (len(header.columns), -header.body))


def _headers(sheet: Sheet) -> list[Header]:
    found = []
    for row in range(min(SEARCHED_ROWS, len(sheet.rows))):
        for height in (1, 2):
            columns = _columns(sheet, row, height)
            if all(field in columns for field in NEEDED):
                found.append(
                    Header(sheet, row, first_row_below(sheet, row, row + height), columns)
                )
    return found


def _columns(sheet: Sheet, row: int, height: int) -> dict[str, int]:
    """Where two columns could be the same field, the surer name wins, then the left one."""
    best: dict[str, tuple[int, int]] = {}
    for column in range(len(sheet.rows[row])):
        for rank, field in _named(sheet, row, column, height):
            best[field] = min(best.get(field, (rank, column)), (rank, column))
    return {field: column for field, (_rank, column) in best.items()}


def _named(sheet: Sheet, row: int, column: int, height: int) -> list[tuple[int, str]]:
    """At most one field: the lower line says it better than a heading above several columns."""
    texts = [sheet.at(row + line, column).text for line in reversed(range(height))]
    known = (fields_by_header().get(header_key(text)) for text in texts)
    return [found for found in known if found][:1]
