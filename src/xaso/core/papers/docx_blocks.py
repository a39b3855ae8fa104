from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from xaso.core.papers.compose import Closing, Line, Sign, Unit
from xaso.core.papers.docx_xml import fix_columns, keep_row_whole, repeat_on_each_page
from xaso.core.papers.grid import Grid, GridRow
from xaso.core.papers.layout import layout

ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
STYLE_NAMES = {
    "text": "Nội dung",
    "item": "Nội dung",
    "caption": "Tên bảng",
    "part": "Phần",
    "chapter": "Chương",
    "section": "Mục",
    "roman": "Mục La Mã",
    "article": "Điều",
    "clause": "Khoản có tên",
}


@dataclass(frozen=True)
class Pen:
    """Where to write and how large. `scale` is below 1 only on a sheet that must fit one page."""

    word: WordDocument
    width_mm: float
    table_pt: float
    scale: float = 1.0
    sign_scale: float = 1.0


def add_units(pen: Pen, units: Sequence[Unit], *, hold_end: bool) -> None:
    """With `hold_end` the last lines stay on the page of what follows."""
    for index, unit in enumerate(units):
        is_last = hold_end and index == len(units) - 1
        if isinstance(unit, Grid):
            add_grid(pen, unit, hold_rows=2 if is_last else 0)
        else:
            paragraph = add_line(pen, unit)
            if is_last:
                paragraph.paragraph_format.keep_with_next = True


def add_line(pen: Pen, line: Line) -> WordParagraph:
    paragraph = pen.word.add_paragraph(style=STYLE_NAMES[line.style])
    if line.lead:
        paragraph.add_run(f"{line.lead} ").bold = True
    paragraph.add_run(line.text)
    return paragraph


def add_grid(pen: Pen, grid: Grid, *, hold_rows: int) -> None:
    gaps = layout().spacing
    widths = tuple(share * pen.width_mm for share in grid.shares)
    table = pen.word.add_table(rows=grid.head_rows, cols=len(widths), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    fix_columns(table, widths, pad_mm=(gaps.cell_pad_x_mm, 0.6, 0.6))
    for head in grid.head:
        cell = table.cell(head.y, head.x)
        if head.colspan > 1 or head.rowspan > 1:
            cell = cell.merge(table.cell(head.y + head.rowspan - 1, head.x + head.colspan - 1))
        write_cell(cell, head.text, align="center", size_pt=pen.table_pt, bold=True, hold=True)
    for row in table.rows:
        keep_row_whole(row)
        repeat_on_each_page(row)
    for index, line in enumerate(grid.rows):
        word_row = table.add_row()
        keep_row_whole(word_row)
        is_held = line.group or index >= len(grid.rows) - hold_rows
        _fill_row(pen, list(word_row.cells), line, hold=is_held)
    if not hold_rows:
        _gap_after_table(pen)


def _fill_row(pen: Pen, cells: list[_Cell], row: GridRow, *, hold: bool) -> None:
    if row.group:
        cells = [cells[0].merge(cells[-1])]
    for cell, content in zip(cells, row.cells, strict=True):
        write_cell(
            cell, content.text, align=content.align, size_pt=pen.table_pt, bold=row.bold, hold=hold
        )


def write_cell(
    cell: _Cell, text: str, *, align: str, size_pt: float, bold: bool = False, hold: bool = False
) -> None:
    for extra in cell.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)
    paragraph = cell.paragraphs[0]
    paragraph.alignment = ALIGNMENTS[align]
    paragraph.paragraph_format.keep_with_next = hold
    run = paragraph.add_run(text)
    run.font.size = Pt(size_pt)
    run.bold = bold
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _gap_after_table(pen: Pen) -> None:
    paragraph = pen.word.add_paragraph()
    paragraph.paragraph_format.line_spacing = Pt(layout().spacing.paragraph_pt * pen.scale)


def add_closing(pen: Pen, closing: Closing) -> None:
    if closing.sign is None and not closing.recipients:
        return
    left = layout().spacing.closing_left_mm
    table = pen.word.add_table(rows=1, cols=2)
    fix_columns(table, (left, pen.width_mm - left), pad_mm=(0, 0, 0))
    keep_row_whole(table.rows[0])
    left_cell, right_cell = table.rows[0].cells
    for cell in (left_cell, right_cell):
        cell.paragraphs[0].paragraph_format.space_before = Pt(6)
    if closing.also is not None:
        _write_sign(pen, left_cell, closing.also)
    elif closing.recipients:
        _write_recipients(left_cell, closing.recipients)
    if closing.sign is not None:
        _write_sign(pen, right_cell, closing.sign)
    if closing.also is not None and closing.recipients:
        _write_recipients(table.add_row().cells[0], closing.recipients)


def _write_sign(pen: Pen, cell: _Cell, sign: Sign) -> None:
    rules = layout()
    for index, line in enumerate((*sign.lines, sign.name)):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(line)
        run.bold = True
        run.font.size = Pt(rules.sizes_pt.authority * pen.sign_scale)
    paragraph.paragraph_format.space_before = Mm(rules.spacing.signing_space_mm * pen.sign_scale)


def _write_recipients(cell: _Cell, recipients: Sequence[str]) -> None:
    rules = layout()
    word = cell.paragraphs[0].add_run(rules.words.recipients)
    word.bold = word.italic = True
    word.font.size = Pt(rules.sizes_pt.recipients_word)
    for line in recipients:
        paragraph = cell.add_paragraph()
        paragraph.add_run(line).font.size = Pt(rules.sizes_pt.recipients)
