from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.section import Section
from docx.shared import Mm, Pt

from xaso.core.papers.compose import Attached, Composed, compose
from xaso.core.papers.document import Document
from xaso.core.papers.docx_blocks import STYLE_NAMES, Pen, add_closing, add_units
from xaso.core.papers.docx_head import add_grounds, add_letterhead, add_receivers, add_title
from xaso.core.papers.docx_xml import (
    add_page_field,
    name_font,
    restart_page_numbers,
    set_outline_level,
    use_one_font,
)
from xaso.core.papers.fit import estimated_scale
from xaso.core.papers.layout import layout
from xaso.core.papers.pdf import pdf_available, sheet_scale

HEADING_LEVELS = {"part": 0, "chapter": 0, "section": 1, "roman": 1, "article": 2, "clause": 2}
CENTRED = {"part", "chapter", "section", "caption"}


def render_docx(document: Document) -> bytes:
    composed = compose(document)
    scale = _scale(composed)
    word = docx.Document()
    _describe(word, composed)
    _set_styles(word, composed, scale)
    _set_page(word.sections[0], landscape=composed.landscape)
    _number_pages(word.sections[0])
    rules = layout()
    width = rules.landscape_text_width_mm if composed.landscape else rules.text_width_mm
    table_pt = rules.sizes_pt.sheet * scale if composed.is_sheet else rules.sizes_pt.table
    signs = scale * rules.spacing.sheet_signing_share if composed.is_sheet else 1.0
    pen = Pen(word, width, table_pt, scale, signs)
    _front(pen, composed)
    add_units(pen, composed.units, hold_end=composed.closing.sign is not None)
    add_closing(pen, composed.closing)
    for annex in composed.annexes:
        _annex(word, annex)
    target = BytesIO()
    word.save(target)
    return target.getvalue()


def _scale(composed: Composed) -> float:
    if not composed.one_page:
        return 1.0
    return sheet_scale(composed) if pdf_available() else estimated_scale(composed)


def _describe(word: WordDocument, composed: Composed) -> None:
    facts = word.core_properties
    facts.title = composed.title[:255]
    facts.author = facts.last_modified_by = composed.author[:255]
    facts.comments = facts.keywords = facts.subject = ""
    facts.language = "vi-VN"
    facts.created = facts.modified = datetime(
        composed.day.year, composed.day.month, composed.day.day, tzinfo=UTC
    )


def _set_styles(word: WordDocument, composed: Composed, scale: float) -> None:
    rules = layout()
    use_one_font(word, rules.fonts.word)
    size = rules.sizes_pt.sheet * scale if composed.is_sheet else rules.sizes_pt.text
    normal = word.styles["Normal"]
    normal.font.size = Pt(size)
    normal.paragraph_format.line_spacing = 1.0
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    names = dict(STYLE_NAMES)
    for key, name in {**names, "base": "Căn cứ"}.items():
        if name not in word.styles:
            _add_style(word, key, name, is_sheet=composed.is_sheet)


def _add_style(word: WordDocument, key: str, name: str, *, is_sheet: bool) -> None:
    gaps = layout().spacing
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.style_id = f"Paper{key.title()}"  # Word itself writes ids without accents
    style.base_style = word.styles["Normal"]
    style.quick_style = True
    name_font(style, layout().fonts.word)
    style.font.italic = key == "base"
    style.font.bold = key in HEADING_LEVELS or key == "caption"
    look = style.paragraph_format
    look.alignment = WD_ALIGN_PARAGRAPH.CENTER if key in CENTRED else WD_ALIGN_PARAGRAPH.JUSTIFY
    look.first_line_indent = Mm(0 if is_sheet or key in CENTRED else gaps.first_line_mm)
    look.space_after = Pt(gaps.paragraph_pt)
    look.keep_with_next = style.font.bold
    look.widow_control = True
    if not is_sheet:
        look.line_spacing = Pt(round(layout().sizes_pt.text * gaps.line_ratio))
        look.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
    if key in HEADING_LEVELS:
        set_outline_level(style, HEADING_LEVELS[key])


def _set_page(section: Section, *, landscape: bool) -> None:
    rules = layout()
    long, short = Mm(rules.page_mm.height), Mm(rules.page_mm.width)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.top_margin = Mm(rules.margins_mm.top)
    section.bottom_margin = Mm(rules.margins_mm.bottom)
    section.left_margin = Mm(rules.margins_mm.left)
    section.right_margin = Mm(rules.margins_mm.right)
    line_mm = rules.sizes_pt.page_number * rules.spacing.tight_ratio * 25.4 / 72
    section.header_distance = Mm((rules.margins_mm.top - line_mm) / 2)
    section.footer_distance = Mm(rules.margins_mm.bottom / 2)
    section.gutter = Mm(0)


def _number_pages(section: Section) -> None:
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_page_field(paragraph, layout().sizes_pt.page_number)


def _front(pen: Pen, composed: Composed) -> None:
    add_letterhead(pen, composed.head)
    add_title(pen, composed.head)
    add_receivers(pen, composed.head)
    if not composed.head.receivers:
        pen.word.add_paragraph().paragraph_format.line_spacing = Pt(8)
    add_grounds(pen, composed.head)


def _annex(word: WordDocument, annex: Attached) -> None:
    rules = layout()
    section = word.add_section(WD_SECTION.NEW_PAGE)
    _set_page(section, landscape=annex.landscape)
    restart_page_numbers(section)
    for text, bold in ((annex.label, True), (annex.title, True), (annex.reference, False)):
        paragraph = word.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(text)
        run.font.size = Pt(rules.sizes_pt.annex)
        run.bold = bold
        run.italic = not bold
    paragraph.paragraph_format.space_after = Pt(12)
    width = rules.landscape_text_width_mm if annex.landscape else rules.text_width_mm
    add_units(Pen(word, width, rules.sizes_pt.table), annex.units, hold_end=False)
