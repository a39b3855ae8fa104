from __future__ import annotations

import re
import sys
import zipfile
from io import BytesIO

import docx
import pytest
from docx.enum.section import WD_ORIENT

from tests.papers import make
from xaso.core.papers.document import Column, Paragraph, Row, Table
from xaso.core.papers.docx import render_docx

KINDS = [make.report, make.official_letter, make.decision, make.weekly_sheet]
MARGIN_NAMES = ("top_margin", "bottom_margin", "left_margin", "right_margin")


def read(document):
    return docx.Document(BytesIO(render_docx(document)))


def parts(document):
    with zipfile.ZipFile(BytesIO(render_docx(document))) as package:
        return {
            name: package.read(name).decode()
            for name in package.namelist()
            if name.endswith("xml")
        }


@pytest.mark.parametrize("kind", KINDS)
def test_every_section_has_the_margins_of_the_decree(kind):
    for section in read(kind()).sections:
        margins = [getattr(section, name).mm for name in MARGIN_NAMES]
        assert margins == pytest.approx([20, 20, 30, 15], abs=0.1)


@pytest.mark.parametrize("kind", KINDS)
def test_no_other_font_is_named(kind):
    texts = parts(kind())
    fonts = set()
    for name in ("word/document.xml", "word/styles.xml", "word/header1.xml"):
        named = re.findall(r"<w:rFonts [^>]*>", texts[name])
        fonts |= set(re.findall(r'w:\w+="([^"]+)"', "".join(named)))
        assert "Theme=" not in texts[name]

    assert fonts == {"Times New Roman"}


def test_text_is_14_points_and_tables_are_12():
    word = read(make.report())

    assert word.styles["Normal"].font.size.pt == 14
    assert word.tables[1].cell(2, 0).paragraphs[0].runs[0].font.size.pt == 12


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_left_of_a_template(kind):
    text = "".join(parts(kind()).values())

    assert "{{" not in text
    assert "{%" not in text
    assert "python-docx" not in text


def test_the_page_number_is_a_field_in_the_header_from_page_two():
    section = read(make.report()).sections[0]

    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert section.header.paragraphs[0].alignment == 1
    assert not section.first_page_header.paragraphs[0].text


def test_each_annex_is_a_section_that_counts_from_one():
    sections = read(make.report()).sections

    assert [section.orientation for section in sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert [round(section.page_width.mm) for section in sections] == [210, 297, 210]
    for section in sections[1:]:
        assert 'w:pgNumType w:start="1"' in section._sectPr.xml
        assert section.different_first_page_header_footer


def test_the_letterhead_is_a_table_without_borders_forty_to_sixty():
    head = read(make.report()).tables[0]

    assert [column.width.mm for column in head.columns] == pytest.approx([66, 99], abs=0.1)
    assert "w:tblBorders" not in head._tbl.xml
    assert head.style.name != "Table Grid"


def test_rules_are_borders_of_paragraphs_not_underlines():
    head = read(make.report()).tables[0]

    assert head._tbl.xml.count("<w:pBdr>") == 2
    assert "<w:u " not in head._tbl.xml


def test_a_table_repeats_its_heading_and_keeps_its_rows_whole():
    table = read(make.report()).tables[1]

    assert [row._tr.xml.count("w:tblHeader") for row in table.rows] == [1, 1, 0, 0, 0, 0, 0]
    assert all("w:cantSplit" in row._tr.xml for row in table.rows)


def test_the_signature_stays_with_the_end_of_the_text():
    word = read(make.report())
    last = next(p for p in word.paragraphs if p.text.startswith("Trên đây"))

    assert last.paragraph_format.keep_with_next
    assert "w:cantSplit" in word.tables[2].rows[0]._tr.xml


def test_docx_says_the_same_as_the_pdf():
    word = read(make.report())
    text = "\n".join(
        [p.text for p in word.paragraphs]
        + [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    )

    assert make.EVERY_LETTER in text
    for words in ("BÁO CÁO", "TM. ỦY BAN NHÂN DÂN", "- Lưu: VT, VX.", "Phụ lục II", "1.234.567"):
        assert words in text
    assert "xã Gia Phú./." in text


@pytest.mark.parametrize("words", ["{{7*7}}", "</w:t><w:br/>", "=1+1", "\x00\x0b chữ", "a\u202eb"])
def test_what_people_type_stays_text(words):
    table = Table(columns=(Column(title="Tên"),), rows=(Row(cells=(words,)),))

    word = read(make.official_letter(table, Paragraph(text="Hết")))

    kept = words.replace("\x00", "").replace("\x0b", "").replace("\u202e", "")
    assert word.tables[1].cell(1, 0).text == kept


def test_the_weekly_sheet_shrinks_as_on_the_pdf():
    assert read(make.weekly_sheet(1)).styles["Normal"].font.size.pt == 12
    assert read(make.weekly_sheet(30)).styles["Normal"].font.size.pt < 12


@pytest.mark.parametrize("rows", [1, 17, 22, 30])
def test_without_the_pdf_part_the_weekly_sheet_shrinks_about_as_much(rows, monkeypatch):
    measured = read(make.weekly_sheet(rows)).styles["Normal"].font.size.pt

    monkeypatch.setitem(sys.modules, "typst", None)

    assert read(make.weekly_sheet(rows)).styles["Normal"].font.size.pt == pytest.approx(
        measured, abs=1
    )


def test_style_ids_have_no_accents_though_names_do():
    texts = parts(make.report())
    ids = re.findall(r'w:styleId="([^"]+)"', texts["word/styles.xml"])

    assert all(style.isascii() for style in ids)
    assert 'w:pStyle w:val="PaperText"' in texts["word/document.xml"]
    assert set(re.findall(r'w:pStyle w:val="([^"]+)"', texts["word/document.xml"])) <= set(ids)
