"""The annexes as a Word document: two tables on A4 landscape."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell, _Row

from xaso.lib.numbers import write_number

from .sample_layout import Cells, Sheet

MADE = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # the same file every time
TEXT_WIDTH_CM = 25.2


def write_docx(sheets: Sequence[Sheet]) -> bytes:
    document = Document()
    _set_page(document)
    for number, sheet in enumerate(sheets):
        if number:
            document.add_page_break()  # type: ignore[no-untyped-call]
        _add_head(document, sheet)
        _add_table(document, sheet)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _set_page(document: DocxDocument) -> None:
    properties = document.core_properties
    properties.author, properties.comments = "Xã Số", ""
    properties.created = properties.modified = MADE
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    style.paragraph_format.space_after = Pt(0)


def _add_head(document: DocxDocument, sheet: Sheet) -> None:
    _add_line(document, sheet.body, bold=True, centred=False)
    _add_line(document, sheet.name, bold=True, size=14)
    _add_line(document, sheet.title, bold=True, size=14)
    _add_line(document, sheet.reference, italic=True)
    document.add_paragraph()


def _add_line(
    document: DocxDocument,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    centred: bool = True,
    size: int = 13,
) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)


def _add_table(document: DocxDocument, sheet: Sheet) -> None:
    table = document.add_table(rows=1, cols=len(sheet.columns), style="Table Grid")
    table.autofit = False
    header = table.rows[0]
    _repeat_on_every_page(header)
    for cell, column in zip(header.cells, sheet.columns, strict=True):
        _fill(cell, column.header, bold=True, centred=True)
    _set_widths(table, sheet)
    for number, name, lines in sheet.groups:
        _add_group(table, number, name)
        for cells in lines:
            _add_row(table, sheet, cells)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _add_group(table: Table, number: str, name: str) -> None:
    cells = table.add_row().cells  # type: ignore[no-untyped-call]
    _fill(cells[0], number, bold=True, centred=True)
    _fill(cells[1].merge(cells[-1]), name, bold=True)
    for cell in (cells[0], cells[1]):
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def _add_row(table: Table, sheet: Sheet, values: Cells) -> None:
    cells = table.add_row().cells  # type: ignore[no-untyped-call]
    for index, column in enumerate(sheet.columns):
        value = values[index] if index < len(values) else ""
        text = write_number(value) if isinstance(value, Decimal) else value
        _fill(cells[index], text, centred=column.centred)


def _fill(cell: _Cell, text: str, *, bold: bool = False, centred: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(12)


def _repeat_on_every_page(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _set_widths(table: Table, sheet: Sheet) -> None:
    """Word reads the width of each cell, LibreOffice that of the grid; new rows copy the grid."""
    total = sum(column.width for column in sheet.columns)
    widths = [Cm(TEXT_WIDTH_CM * column.width / total) for column in sheet.columns]
    for column, cell, width in zip(table.columns, table.rows[0].cells, widths, strict=True):
        column.width = cell.width = width
