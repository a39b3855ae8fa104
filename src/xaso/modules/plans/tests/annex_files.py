"""Annexes built cell by cell, the way offices really lay them out."""

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import xlsxwriter
from docx import Document

from xaso.modules.plans.annex.read import read_annex
from xaso.modules.plans.annex.shapes import Annex, AnnexRow, AnnexTarget

Row = Sequence[Any]
Merge = tuple[int, int, int, int]


def xlsx(
    rows: Sequence[Row],
    merges: Sequence[Merge] = (),
    *,
    more: dict[str, Sequence[Row]] | None = None,
) -> bytes:
    """One sheet "PL2"; `more` adds sheets by name. Merges are (top, left, bottom, right) from 0."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, lines in {"PL2": rows, **(more or {})}.items():
            page = book.add_worksheet(name)
            for top, left, bottom, right in merges if name == "PL2" else ():
                page.merge_range(top, left, bottom, right, "")
            for number, line in enumerate(lines):
                for column, value in enumerate(line):
                    if isinstance(value, date):
                        page.write_datetime(number, column, datetime.combine(value, time.min), day)
                    elif value not in (None, ""):
                        page.write(number, column, value)
    return content.getvalue()


def docx(
    rows: Sequence[Row],
    merges: Sequence[Merge] = (),
    *,
    before: Sequence[str] = (),
    more: Sequence[Sequence[Row]] = (),
) -> bytes:
    """Paragraphs `before`, then the table; `more` tables follow it."""
    document = Document()
    for text in before:
        document.add_paragraph(text)
    for lines, spans in [(rows, merges), *((table, ()) for table in more)]:
        width = max(len(line) for line in lines)
        table = document.add_table(rows=len(lines), cols=width)
        for top, left, bottom, right in spans:
            table.cell(top, left).merge(table.cell(bottom, right))
        grid = [row.cells for row in table.rows]
        for number, line in enumerate(lines):
            for column, value in enumerate(line):
                if value not in (None, ""):
                    grid[number][column].text = (
                        f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
                    )
        document.add_paragraph("")
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


HEADER = (
    "TT",
    "Nhiệm vụ",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Thời gian hoàn thành",
    "Sản phẩm",
    "Kinh phí (triệu đồng)",
    "Căn cứ",
)


def task(
    stt: Any = "1",
    title: str = "Lắp wifi nhà văn hóa",
    lead: str = "Phòng Kinh tế",
    with_: str = "",
    due: Any = "30/9/2026",
    product: str = "Biên bản",
    money: Any = "",
    basis: str = "",
) -> Row:
    return (stt, title, lead, with_, due, product, money, basis)


def read(content: bytes, **options: Any) -> Annex:
    return read_annex(content, "phu-luc.xlsx", 2026, **options)


def codes(row: AnnexRow | AnnexTarget) -> list[str]:
    return [problem.code for problem in row.problems]
