"""XLSX to grids. calamine lays out all cells between the corners, so sheets are measured first."""

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from xml.etree import ElementTree

from django.utils.translation import gettext as _
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from xaso.core.files.sheet_size import filled, shared_lengths

from .errors import AnnexError
from .grid import MAX_COLUMNS, MAX_ROWS, Cell, Grid, clean, merged
from .opening import broken_file, clean_copy, too_big

MOST_LETTERS = 20_000_000
"""All cells together; a text stands once in a workbook however many cells show it."""
WANTED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(workbook|sharedStrings|styles)\.xml|xl/_rels/.*|xl/worksheets/[^/]+\.xml"
)


def read_sheets(package: zipfile.ZipFile) -> list[Grid]:
    """Visible sheets only. Row 1 of a grid is row 1 of the sheet."""
    content = clean_copy(package, lambda name: WANTED.fullmatch(name) is not None)
    _measure(content)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            sheets = [
                workbook.get_sheet_by_name(sheet.name)
                for sheet in workbook.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet
                and sheet.visible == SheetVisibleEnum.Visible
            ]
            return [_grid(sheet, number) for number, sheet in enumerate(sheets, 1)]
    except CalamineError as error:
        raise broken_file() from error


def _measure(content: bytes) -> None:
    """Every part: the workbook itself says which of them it takes for a sheet."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [package.read(name) for name in package.namelist()]
    try:
        shared = shared_lengths(parts)
        sizes = [filled(part, shared) for part in parts]
    except ElementTree.ParseError as error:
        raise broken_file() from error
    if sum(size.letters for size in sizes) > MOST_LETTERS:
        raise too_big()
    for size in sizes:
        _refuse_far_cell(size.row, size.column)


def _refuse_far_cell(row: int, column: int) -> None:
    if row <= MAX_ROWS and column <= MAX_COLUMNS:
        return
    raise AnnexError(
        "too_many_rows",
        _(
            "Bảng tính dài hơn %(rows)s dòng hoặc rộng hơn %(columns)s cột (có chữ ở dòng "
            "%(row)s). Hãy chỉ giữ lại bảng phụ lục rồi gửi lại."
        )
        % {"rows": MAX_ROWS, "columns": MAX_COLUMNS, "row": row},
    )


def _grid(sheet: CalamineSheet, number: int) -> Grid:
    rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    merges = [
        (top, left, bottom, right)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]
    return Grid(
        kind="sheet", name=sheet.name, number=number, rows=merged(rows, merges), caption=sheet.name
    )


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return Cell(clean(value))
    match value:
        case bool():
            return Cell("x" if value else "")
        case int() | float():
            number = Decimal(repr(value)) if isinstance(value, int) else Decimal(f"{value:.15g}")
            return Cell(f"{number:f}", number) if number.is_finite() else Cell()
        case date():
            return _day(value.date() if isinstance(value, datetime) else value)
        case time() | timedelta():
            return Cell(str(value))
    return Cell()


def _day(day: date) -> Cell:
    return Cell(f"{day:%d/%m/%Y}", day)
