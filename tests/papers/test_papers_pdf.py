from __future__ import annotations

import sys
from dataclasses import replace
from io import BytesIO
from time import perf_counter

import pytest
from PIL import Image

from tests.papers import make
from tests.papers.measure import fonts_of, sheets, text_of
from xaso.core.papers.compose import compose
from xaso.core.papers.document import Column, Heading, Paragraph, Row, Signature, Table
from xaso.core.papers.pdf import PdfUnavailable, pdf_available, render_pdf
from xaso.core.papers.preview import render_previews
from xaso.core.papers.printable import missing_letters

KINDS = [make.report, make.official_letter, make.decision, make.weekly_sheet]
HOSTILE = [
    '#import "x"; #panic()',
    "{{7*7}} {% raw %}",
    "=1+1",
    "$x^2$ *đậm* _nghiêng_ `mã` @nguồn <nhãn> // hết",
    "</w:t><w:br/>&amp;",
    "C:\\new\\table \"dấu\" 'nháy'",
]
BODY_LENGTHS = [*range(45), 80, 120, 200, 300, 400]


@pytest.mark.parametrize("kind", KINDS)
def test_only_our_fonts_are_inside_and_embedded(kind):
    fonts = fonts_of(render_pdf(kind()))

    assert fonts
    assert all(fonts.values())
    assert {name.split("+")[1].split("-")[0] for name in fonts} == {"Tinos"}


@pytest.mark.parametrize("style", ["text", "bold", "italic", "bold italic"])
def test_every_vietnamese_letter_comes_out_whole_in_each_style(style):
    words = make.EVERY_LETTER
    paper = {
        "text": make.official_letter(Paragraph(text=words), Paragraph(text="Hết")),
        "bold": make.official_letter(Heading(text=words), Paragraph(text="Hết")),
        "italic": replace(make.decision(), bases=(words, "Theo đề nghị")),
        "bold italic": make.official_letter(Paragraph(lead=words, text="Hết")),
    }[style]

    text = text_of(render_pdf(paper))

    assert words.replace(" ", "").rstrip(".") in text
    assert "□" not in text
    assert "\ufffd" not in text
    assert not missing_letters(compose(paper))


def test_letters_and_accents_sent_apart_are_printed_together():
    apart = "Nguye\u0302\u0303n Thi\u0323 Hươ\u0301ng"

    assert "NguyễnThịHướng" in text_of(render_pdf(make.official_letter(Paragraph(text=apart))))


def test_a_letter_we_cannot_draw_shows_as_a_box_and_is_named():
    paper = make.official_letter(Paragraph(text="Bản tin 😀 hôm nay"))

    assert "Bảntin□hômnay" in text_of(render_pdf(paper))
    assert missing_letters(compose(paper)) == {"😀"}


@pytest.mark.parametrize("words", HOSTILE)
def test_what_people_type_is_printed_and_never_run(words):
    table = Table(columns=(Column(title=words),), rows=(Row(cells=(words,)),))
    paper = make.official_letter(table, Paragraph(text=f"{words} ở giữa"))

    text = text_of(render_pdf(paper))

    assert text.count(words.replace(" ", "")) == 3


def test_a_mark_that_turns_text_around_has_no_effect():
    paper = make.official_letter(Paragraph(text="Số tiền \u202e000.1\u202c đồng \u200fđã chi"))

    assert "Sốtiền000.1đồngđãchi" in text_of(render_pdf(paper))


@pytest.mark.parametrize("name", ["Á" * 10_000, "Á " * 5_000])
def test_a_name_of_ten_thousand_letters_stays_inside_the_paper(name):
    paper = replace(
        make.official_letter(
            Table(columns=(Column(title="Tên"), Column(title="Số")), rows=(Row(cells=(name, 1)),))
        ),
        signature=Signature(post="Chủ tịch", name=name),
        abstract=name,
    )

    pages = sheets(render_pdf(paper))

    assert max(line.right for page in pages for line in page.lines) < 210 - 14.5
    assert max(line.bottom for page in pages for line in page.lines) < 297 - 19.5
    assert sum(line.text.count("Á") for page in pages for line in page.lines) == 3 * name.count(
        "Á"
    )


@pytest.mark.parametrize("villages", [0, 22, make.MOST_VILLAGES])
def test_a_commune_of_any_size_fits_its_paper(villages):
    pages = sheets(render_pdf(make.report(villages)))

    for page in pages:
        assert max(line.right for line in page.lines) < page.width - 14.5
        assert max(line.bottom for line in page.lines) < page.height - 19.5
    assert sum(line.text.count("Thôn mẫu") for p in pages for line in p.lines) == villages


def test_a_paper_without_text_still_has_head_and_signature():
    empty = replace(make.report(0), blocks=(), bases=(), receivers=(), annexes=())

    pages = sheets(render_pdf(empty))

    assert len(pages) == 1
    assert pages[0].has("Thào A Chù")


def test_the_signature_is_never_split_nor_alone_on_a_page():
    for length in BODY_LENGTHS:
        lines = [Paragraph(text=f"Dòng {number}") for number in range(length)]
        pages = sheets(render_pdf(make.official_letter(Paragraph(text="Mở đầu"), *lines)))
        assert _signed_with_text(pages), f"{length} lines"


@pytest.mark.parametrize("length", range(14, 34))
def test_a_long_last_paragraph_sends_its_last_lines_along(length):
    lines = [Paragraph(text=f"Dòng {number}") for number in range(length)]
    paper = make.official_letter(*lines, Paragraph(text=make.LONG_LINE * 8))

    pages = sheets(render_pdf(paper))

    assert _signed_with_text(pages)
    assert len(pages) == 1 or pages[0].body[-1].bottom > 297 - 20 - 70


@pytest.mark.parametrize("length", range(16, 30))
def test_a_table_at_the_end_sends_its_last_rows_along(length):
    lines = [Paragraph(text=f"Dòng {number}") for number in range(length)]

    pages = sheets(render_pdf(make.official_letter(*lines, make.indicators_table())))

    assert _signed_with_text(pages)


def test_a_report_with_its_annexes_is_quick_and_light():
    render_pdf(make.report())
    started = perf_counter()

    pdf = render_pdf(make.report(make.MOST_VILLAGES))

    assert perf_counter() - started < 2
    assert len(pdf) < 300_000


def test_the_same_paper_gives_the_same_file():
    assert render_pdf(make.report()) == render_pdf(make.report())


def test_the_screen_shows_one_picture_a_page():
    pictures = render_previews(make.report())

    assert len(pictures) == len(sheets(render_pdf(make.report())))
    first = Image.open(BytesIO(pictures[0]))
    assert first.format == "PNG"
    assert first.width / first.height == pytest.approx(210 / 297, abs=0.01)


def test_a_server_without_the_pdf_part_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)

    assert not pdf_available()
    with pytest.raises(PdfUnavailable, match="DOCX"):
        render_pdf(make.report())


def _signed_with_text(pages):
    """Recipients, post and name on the last page, with text above them."""
    last = pages[-1]
    parts = ("Nơi nhận:", "PHÓ CHỦ TỊCH", "Nguyễn Văn Páo")
    together = all(last.has(part) for part in parts)
    nowhere_else = not any(page.has(part) for page in pages[:-1] for part in parts)
    return together and nowhere_else and last.body[0].baseline < last.line("Nơi nhận:").top - 4
