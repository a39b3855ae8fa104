"""The few things Word can do that python-docx has no words for."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table as WordTable
from docx.table import _Row
from docx.text.paragraph import Paragraph as WordParagraph

KEPT_STYLES = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList", "TableGrid", "Header"}
FONT_SLOTS = ("ascii", "hAnsi", "cs", "eastAsia")
EIGHTHS_PER_PT = 8
TWIPS_PER_MM = 1440 / 25.4


def element(tag: str, **attributes: str | int) -> BaseOxmlElement:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def use_one_font(word: WordDocument, font: str) -> None:
    """Drop every style we do not use and name one font everywhere: no other can slip in."""
    styles = word.styles.element
    for style in list(styles.findall(qn("w:style"))):
        if style.get(qn("w:styleId")) not in KEPT_STYLES:
            styles.remove(style)
        for link in style.findall(qn("w:link")):
            style.remove(link)
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    defaults.find(qn("w:rFonts")).attrib.clear()
    for slot in FONT_SLOTS:
        defaults.find(qn("w:rFonts")).set(qn(f"w:{slot}"), font)
    for language in ("val", "eastAsia"):
        defaults.find(qn("w:lang")).set(qn(f"w:{language}"), "vi-VN")
    name_font(word.styles["Normal"], font)


def name_font(style: ParagraphStyle, font: str) -> None:
    style.font.name = font
    fonts = style.element.rPr.rFonts
    for slot in FONT_SLOTS:
        fonts.set(qn(f"w:{slot}"), font)


def set_outline_level(style: ParagraphStyle, level: int) -> None:
    style.element.get_or_add_pPr().append(element("w:outlineLvl", val=level))


def restart_page_numbers(section: Section) -> None:
    properties = section._sectPr
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    number = element("w:pgNumType", start=1)
    columns = properties.find(qn("w:cols"))
    if columns is None:
        properties.append(number)
    else:
        columns.addprevious(number)


def add_page_field(paragraph: WordParagraph, size_pt: float) -> None:
    for part in ("begin", "PAGE", "end"):
        run = paragraph.add_run()
        run.font.size = Pt(size_pt)
        if part == "PAGE":
            code = element("w:instrText")
            code.text = part
            run._r.append(code)
        else:
            run._r.append(element("w:fldChar", fldCharType=part))


def add_rule(
    paragraph: WordParagraph, length_mm: float, width_mm: float, thickness_pt: float
) -> None:
    """A line drawn as the upper border of a low empty paragraph, centred in `width_mm`."""
    side = max((width_mm - length_mm) / 2, 0)
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = Mm(side)
    layout.first_line_indent = Mm(0)
    layout.line_spacing = Pt(4)
    layout.space_before = Pt(2)
    borders = element("w:pBdr")
    borders.append(
        element(
            "w:top", val="single", sz=round(thickness_pt * EIGHTHS_PER_PT), space=0, color="auto"
        )
    )
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
    )


def fix_columns(
    table: WordTable, widths_mm: tuple[float, ...], *, pad_mm: tuple[float, float, float]
) -> None:
    """Widths stay as given. `pad_mm` is left and right, top, bottom."""
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    properties = table._tbl.tblPr
    sides, top, bottom = pad_mm
    margins = element("w:tblCellMar")
    for side, value in (("top", top), ("left", sides), ("bottom", bottom), ("right", sides)):
        margins.append(element(f"w:{side}", w=round(value * TWIPS_PER_MM), type="dxa"))
    look = properties.find(qn("w:tblLook"))
    if look is None:
        properties.append(margins)
    else:
        look.addprevious(margins)


def keep_row_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def repeat_on_each_page(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))
