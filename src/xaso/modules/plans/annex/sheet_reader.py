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

from .errors import AnnexError
from .grid import MAX_COLUMNS, MAX_ROWS, Cell, Grid, clean, merged
from .opening import broken_file, clean_copy

SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")
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
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if SHEET_PART.fullmatch(name):
                _measure_sheet(package.read(name))


def _measure_sheet(xml: bytes) -> None:
    row, column = 0, 0
    try:
        for event, element in ElementTree.iterparse(io.BytesIO(xml), events=("start", "end")):  # noqa: S314
            tag = element.tag.rpartition("}")[2]
            if event == "start" and tag == "row":
                row, column = _number(element.get("r"), row + 1), 0
            elif event == "end" and tag == "c":
                row, column = _position(element.get("r", ""), row, column + 1)
                _refuse_far_cell(element, row, column)
            elif event == "end" and tag == "row":
                element.clear()
    except ElementTree.ParseError as error:
        raise broken_file() from error


def _refuse_far_cell(element: ElementTree.Element, row: int, column: int) -> None:
    if len(element) == 0 or (row <= MAX_ROWS and column <= MAX_COLUMNS):
        return
    raise AnnexError(
        "too_many_rows",
        _(
            "Bảng tính dài hơn %(rows)s dòng hoặc rộng hơn %(columns)s cột (có chữ ở dòng "
            "%(row)s). Hãy chỉ giữ lại bảng phụ lục rồi gửi lại."
        )
        % {"rows": MAX_ROWS, "columns": MAX_COLUMNS, "row": row},
    )


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
