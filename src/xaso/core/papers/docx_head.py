from __future__ import annotations

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from xaso.core.papers.compose import Head
from xaso.core.papers.docx_blocks import Pen
from xaso.core.papers.docx_xml import add_rule, fix_columns
from xaso.core.papers.layout import layout
from xaso.core.papers.widths import text_width_mm


def add_letterhead(pen: Pen, head: Head) -> None:
    rules = layout()
    left_mm = rules.spacing.letterhead_left_mm
    table = pen.word.add_table(rows=1, cols=2)
    fix_columns(table, (left_mm, pen.width_mm - left_mm), pad_mm=(0, 0, 0))
    left, right = table.rows[0].cells
    _body_name(left, head, left_mm)
    if head.nation:
        _nation(right, head, pen.width_mm - left_mm)
    else:
        note = _centred(right, head.note, rules.sizes_pt.sheet * pen.scale, italic=True)
        note.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if head.number:
        left, right = table.add_row().cells
        _centred(left, head.number, rules.sizes_pt.number)
        _centred(right, head.date, rules.sizes_pt.place_date, italic=True)
    if head.subject:
        subject = _centred(table.add_row().cells[0], head.subject, rules.sizes_pt.subject)
        subject.paragraph_format.space_before = Pt(rules.spacing.subject_gap_pt)


def add_title(pen: Pen, head: Head) -> None:
    rules = layout()
    if head.kind:
        _line(pen, head.kind, rules.sizes_pt.kind, before_pt=12)
    if head.abstract:
        size = rules.sizes_pt.abstract
        paragraph = _line(pen, head.abstract, size)
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(8)
        wide = min(text_width_mm(head.abstract, size, bold=True), pen.width_mm - 16)
        _rule(pen.word.add_paragraph(), wide * rules.spacing.rule_share, pen.width_mm)


def add_receivers(pen: Pen, head: Head) -> None:
    rules = layout()
    word = rules.words.receivers
    size = rules.sizes_pt.receivers
    if not head.receivers:
        return
    if len(head.receivers) == 1:
        paragraph = _line(pen, f"{word} {head.receivers[0]}", size, before_pt=12, bold=False)
        paragraph.paragraph_format.space_after = Pt(12)
        return
    step = text_width_mm(word.rstrip(":"), size)
    widest = step + max(text_width_mm(line, size) for line in head.receivers)
    start = max((pen.width_mm - widest) / 2, 0)
    for index, line in enumerate((word, *head.receivers)):
        paragraph = _line(pen, line, size, before_pt=12 if index == 0 else 0, bold=False)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        paragraph.paragraph_format.left_indent = Mm(start + step if index else start)
    paragraph.paragraph_format.space_after = Pt(12)


def add_grounds(pen: Pen, head: Head) -> None:
    size = layout().sizes_pt.text
    if head.decider:
        _line(pen, head.decider, size, before_pt=12, after_pt=10)
    for ground in head.bases:
        pen.word.add_paragraph(ground, style="Căn cứ")
    if head.order:
        _line(pen, head.order, size, before_pt=6, after_pt=12)


def _body_name(cell: _Cell, head: Head, width_mm: float) -> None:
    rules = layout()
    size = rules.sizes_pt.body_name
    if head.parent:
        _centred(cell, head.parent, size)
    for line in head.body:
        _centred(cell, line, size, bold=True)
    if head.body:
        wide = min(text_width_mm(head.body[-1], size, bold=True), width_mm)
        _rule(cell.add_paragraph(), wide * rules.spacing.rule_share, width_mm)


def _nation(cell: _Cell, head: Head, width_mm: float) -> None:
    sizes = layout().sizes_pt
    _centred(cell, head.nation, sizes.nation, bold=True)
    _centred(cell, head.motto, sizes.motto, bold=True)
    _rule(cell.add_paragraph(), text_width_mm(head.motto, sizes.motto, bold=True), width_mm)


def _rule(paragraph: WordParagraph, length_mm: float, width_mm: float) -> None:
    add_rule(paragraph, length_mm, width_mm, layout().spacing.rule_pt)


def _centred(
    cell: _Cell, text: str, size_pt: float, *, bold: bool = False, italic: bool = False
) -> WordParagraph:
    first: WordParagraph = cell.paragraphs[0]
    paragraph = cell.add_paragraph() if first.text else first
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.font.size = Pt(size_pt)
    run.bold = bold
    run.italic = italic
    return paragraph


def _line(
    pen: Pen,
    text: str,
    size_pt: float,
    *,
    before_pt: float = 0,
    after_pt: float = 0,
    bold: bool = True,
) -> WordParagraph:
    paragraph = pen.word.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = Pt(before_pt)
    paragraph.paragraph_format.space_after = Pt(after_pt)
    run = paragraph.add_run(text)
    run.font.size = Pt(size_pt)
    run.bold = bold
    return paragraph
