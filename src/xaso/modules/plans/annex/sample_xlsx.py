"""The annexes as a workbook, ready to print on A4 landscape."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from math import ceil

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from .sample_layout import Cells, Sheet

FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter", "text_wrap": True}
LINE_POINTS = 16
MADE = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # the same file every time


def write_xlsx(sheets: Sequence[Sheet]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"author": "Xã Số", "created": MADE})
        formats = {
            "head": book.add_format({**FONT, "bold": True, "text_wrap": False}),
            "title": book.add_format({**FONT, "bold": True, "align": "center", "font_size": 14}),
            "reference": book.add_format({**FONT, "italic": True, "align": "center"}),
            "header": book.add_format({**FONT, "bold": True, "align": "center", "border": 1}),
            "group": book.add_format({**FONT, "bold": True, "border": 1}),
            "text": book.add_format({**FONT, "border": 1}),
            "centred": book.add_format(
                {**FONT, "border": 1, "align": "center", "num_format": "#,##0.##"}
            ),
            "whole": book.add_format(
                {**FONT, "border": 1, "align": "center", "num_format": "#,##0"}
            ),
        }
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name), sheet, formats)
        book.get_worksheet_by_name(sheets[-1].name).activate()
    return content.getvalue()


def _write_sheet(page: Worksheet, sheet: Sheet, formats: dict[str, Format]) -> None:
    last = len(sheet.columns) - 1
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    page.fit_to_pages(1, 0)
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)
    page.write(0, 0, sheet.body, formats["head"])
    page.merge_range(1, 0, 1, last, sheet.name, formats["title"])
    page.merge_range(2, 0, 2, last, sheet.title, formats["title"])
    page.merge_range(3, 0, 3, last, sheet.reference, formats["reference"])
    page.set_row(5, 3 * LINE_POINTS)
    for number, column in enumerate(sheet.columns):
        page.write(5, number, column.header, formats["header"])
    page.repeat_rows(5)
    page.freeze_panes(6, 2)
    _write_groups(page, sheet, formats)


def _write_groups(page: Worksheet, sheet: Sheet, formats: dict[str, Format]) -> None:
    row, last = 6, len(sheet.columns) - 1
    for number, name, lines in sheet.groups:
        page.write(row, 0, number, formats["header"])
        page.merge_range(row, 1, row, last, name, formats["group"])
        row += 1
        for cells in lines:
            page.set_row(row, _height(sheet, cells))
            for index, column in enumerate(sheet.columns):
                value = cells[index] if index < len(cells) else ""
                _write_cell(page, row, index, value, formats, centred=column.centred)
            row += 1


def _height(sheet: Sheet, cells: Cells) -> int:
    """In points. Excel fits wrapped rows when it opens a file, LibreOffice does not."""
    texts = zip(sheet.columns, cells, strict=False)
    return LINE_POINTS * max(
        ceil(1.15 * len(str(text)) / column.width) or 1 for column, text in texts
    )


def _write_cell(
    page: Worksheet,
    row: int,
    column: int,
    value: str | Decimal,
    formats: dict[str, Format],
    *,
    centred: bool,
) -> None:
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        page.write_number(row, column, float(value), formats["whole" if whole else "centred"])
    elif column == 0 and value.isdigit():
        page.write_number(row, column, int(value), formats["whole"])
    else:
        page.write_string(row, column, value, formats["centred" if centred else "text"])
