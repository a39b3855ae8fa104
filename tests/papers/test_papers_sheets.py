from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from tests.papers import make
from xaso.core.papers.document import Column, GroupRow, Row, Table
from xaso.core.papers.sheets import SheetTable, write_workbook

DANGEROUS = [
    "=1+1",
    "+84912345678",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "＋84",
    "－1",
    "＠x",
    "a;=1+1",
    " =cmd|' /C calc'!A0",
    "https://example.vn",
    "{=1+1}",
    "007",
]


def read(*sheets):
    return openpyxl.load_workbook(BytesIO(write_workbook(sheets)))


def one(*values, title=()):
    columns = tuple(Column(title=f"Cột {number}") for number in range(len(values)))
    return SheetTable(
        name="Bảng", title=title, table=Table(columns=columns, rows=(Row(cells=values),))
    )


def cells(book):
    return [cell for page in book for row in page.iter_rows() for cell in row]


@pytest.mark.parametrize("words", DANGEROUS)
def test_no_cell_typed_by_a_person_is_a_formula_or_a_link(words):
    table = Table(
        columns=(Column(title=words), Column(title=words, over=words)),
        rows=(GroupRow(text=words), Row(cells=(words, words))),
    )

    book = read(SheetTable(name=words, title=(words,), table=table))

    assert {cell.data_type for cell in cells(book)} <= {"s", "n"}
    assert not [cell for cell in cells(book) if cell.hyperlink]
    assert [
        cell.value for cell in cells(book) if cell.data_type == "n" and cell.value is not None
    ] == []


@pytest.mark.parametrize("words", ["+84912345678", "007", "-1", "=1+1"])
def test_a_phone_number_or_code_comes_back_letter_by_letter(words):
    assert read(one(words)).active["A2"].value == words


def test_numbers_are_numbers_and_days_are_days():
    page = read(one(1234567, Decimal("71.25"), date(2026, 2, 5), None, "")).active

    assert page["A2"].value == 1234567
    assert page["B2"].value == 71.25
    assert page["C2"].value == datetime(2026, 2, 5)  # noqa: DTZ001  Excel has no zones
    assert page["C2"].number_format == "dd/mm/yyyy"
    assert page["D2"].value == "chưa có số liệu"
    assert not page["E2"].value


def test_a_number_longer_than_excel_can_hold_is_written_out():
    assert read(one(12345678901234567)).active["A2"].value == "12.345.678.901.234.567"


def test_it_prints_on_a4_across_with_its_heading_on_every_page():
    page = read(SheetTable(name="Thôn", title=("Kết quả",), table=make.villages_table(55))).active

    assert page.page_setup.paperSize == "9" or page.page_setup.paperSize == 9
    assert page.page_setup.orientation == "landscape"
    assert page.print_title_rows == "$3:$3"
    assert page.page_setup.fitToHeight == 0
    assert page.freeze_panes == "A4"


def test_columns_are_as_wide_as_asked():
    page = read(SheetTable(name="Thôn", table=make.villages_table(3))).active

    widths = [page.column_dimensions[letter].width for letter in "ABE"]
    assert widths == sorted(widths)
    assert widths[2] > 3 * widths[0]


def test_a_shared_heading_stands_over_its_columns():
    page = read(SheetTable(name="Chỉ tiêu", table=make.indicators_table())).active

    assert page["C1"].value == "Năm 2026"
    assert [page["C2"].value, page["D2"].value] == ["Kế hoạch", "Thực hiện"]
    assert "C1:D1" in {str(area) for area in page.merged_cells.ranges}
    assert page["A3"].value == "A. Chính quyền số"


def test_sheets_with_bad_long_or_equal_names_still_open():
    table = make.villages_table(1)
    names = ["Phụ lục I/2026: [chậm]?*", "Thôn " * 20, "Thôn " * 20, "'", ""]

    book = read(*(SheetTable(name=name, table=table) for name in names))

    assert len(set(book.sheetnames)) == len(names)
    assert all(0 < len(name) <= 31 for name in book.sheetnames)


def test_a_very_long_text_is_cut_at_what_a_cell_holds():
    assert len(read(one("Á" * 40_000)).active["A2"].value) == 32_767


def test_an_empty_table_still_has_its_heading():
    empty = replace(make.villages_table(1), rows=())

    assert read(SheetTable(name="Trống", table=empty)).active["B1"].value == "Thôn"


def test_a_text_of_several_lines_gets_a_taller_row():
    page = read(SheetTable(name="Thôn", table=make.villages_table(2))).active
    short = read(one("một", "hai")).active

    assert page.row_dimensions[2].height >= 32
    assert not short.row_dimensions[2].customHeight
