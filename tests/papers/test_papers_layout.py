from __future__ import annotations

from datetime import date

import pytest

from tests.papers import make
from tests.papers.measure import Sheet, sheets
from xaso.core.papers.layout import date_text, number_text
from xaso.core.papers.pdf import render_pdf

HALF_MM = 0.5
MILLIMETRE = 1.0


@pytest.fixture(scope="module")
def report() -> list[Sheet]:
    return sheets(render_pdf(make.report()))


@pytest.mark.parametrize(("number", "printed"), [(5, "05"), (12, "12"), (105, "105")])
def test_a_number_below_ten_has_two_digits(number, printed):
    assert number_text(number) == printed


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 10, 15), "ngày 15 tháng 10 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
    ],
)
def test_a_small_day_and_the_months_1_and_2_carry_a_zero(day, printed):
    assert date_text(day, 2026) == printed


def test_without_number_and_day_there_is_room_for_a_pen(report):
    number, day = report[0].line("Số:"), report[0].line("Gia Phú, ngày")

    assert number.text.endswith("/BC-UBND")
    assert number.width > 30
    assert day.text.endswith("năm 2026")
    assert day.width > 60


def test_the_margins_are_those_of_the_decree(report):
    for page in report:
        lefts = [line.left for line in page.body]
        assert min(lefts) == pytest.approx(30, abs=HALF_MM) or page.width > page.height
        assert min(lefts) > 30 - HALF_MM
        assert max(line.right for line in page.body) < page.width - 15 + HALF_MM
        assert max(line.bottom for line in page.body) < page.height - 20 + HALF_MM


def test_justified_lines_end_at_the_right_margin(report):
    full = [
        line
        for page in report[:2]
        for line in page.body
        if line.size_pt == 14 and line.width > 160
    ]

    assert len(full) > 10
    for line in full:
        assert line.right == pytest.approx(210 - 15, abs=HALF_MM)


def test_the_first_line_stands_at_the_top_margin(report):
    assert report[0].body[0].top == pytest.approx(20, abs=HALF_MM)
    text_page = sheets(render_pdf(make.official_letter(*_paragraphs(60))))[1]
    assert text_page.body[0].top == pytest.approx(20, abs=HALF_MM)


def test_the_page_number_is_centred_in_the_top_margin_from_page_two(report):
    first, second = report[0], report[1]

    assert first.number is None
    assert second.number.text == "2"
    assert second.number.size_pt == pytest.approx(14)
    assert second.number.middle == pytest.approx(30 + 165 / 2, abs=HALF_MM)
    assert (second.number.top + second.number.bottom) / 2 == pytest.approx(10, abs=1.5)


def test_each_annex_counts_its_own_pages(report):
    starts = [index for index, page in enumerate(report) if page.has("Phụ lục I")]

    assert [report[start].number for start in starts] == [None, None]
    assert report[starts[0] + 1].number.text == "2"


def test_an_annex_with_a_wide_table_lies_across(report):
    wide = next(page for page in report if page.has("KẾT QUẢ THEO THÔN"))
    upright = next(page for page in report if page.has("NHIỆM VỤ CHẬM HẠN"))

    assert (round(wide.width), round(wide.height)) == (297, 210)
    assert (round(upright.width), round(upright.height)) == (210, 297)


def test_the_rule_under_the_motto_is_as_long_as_the_motto(report):
    motto = report[0].line("Độc lập")

    left, right, _ = _rule_below(report[0], motto.middle, motto.baseline)

    assert right - left == pytest.approx(motto.width, abs=MILLIMETRE)
    assert (left + right) / 2 == pytest.approx(motto.middle, abs=HALF_MM)


def test_the_rule_under_the_issuing_body_is_a_third_to_half_of_its_line(report):
    line = report[0].line("XÃ GIA PHÚ")

    left, right, _ = _rule_below(report[0], line.middle, line.baseline)

    assert line.width / 3 <= right - left <= line.width / 2


def test_the_rule_under_the_abstract_is_a_third_to_half_of_its_line(report):
    printed = [line.text for line in report[0].lines]
    abstract = report[0].lines[printed.index("BÁO CÁO") + 1 : printed.index("Kính gửi:")]

    left, right, _ = _rule_below(report[0], 30 + 165 / 2, abstract[-1].baseline)

    widest = max(line.width for line in abstract)
    assert widest / 3 <= right - left <= widest / 2


def test_number_and_place_stand_on_one_line(report):
    number, day = report[0].line("Số:"), report[0].line("Gia Phú, ngày")

    assert number.baseline == pytest.approx(day.baseline, abs=HALF_MM)


def test_the_parts_come_in_the_order_of_the_decree(report):
    printed = [line.text for page in report for line in page.lines]
    order = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "BÁO CÁO",
        "Kính gửi:",
        "- Ủy ban nhân dân tỉnh Lào Cai;",
        "- Sở Khoa học và Công nghệ tỉnh Lào Cai.",
        "Căn cứ Kế hoạch chuyển đổi số năm 2026 của xã;",
        "Căn cứ kết quả kiểm tra.",
        "I. KẾT QUẢ THỰC HIỆN",
        "II. TỒN TẠI",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Thào A Chù",
        "Phụ lục I",
        "Phụ lục II",
    ]

    places = [printed.index(text) for text in order]

    assert places == sorted(places)


def test_the_recipients_end_with_the_file_copy(report):
    page = next(page for page in report if page.has("Nơi nhận:"))
    listed = [line.text for line in page.body if line.size_pt == pytest.approx(11)]

    assert listed == [
        "- UBND tỉnh Lào Cai;",
        "- Thường trực Đảng ủy, HĐND xã;",
        "- Các thôn;",
        "- Lưu: VT, VX.",
    ]


def test_an_official_letter_has_its_subject_under_the_number():
    page = sheets(render_pdf(make.official_letter()))[0]
    number, subject = page.line("Số: 07/UBND-VX"), page.line("V/v đôn đốc")

    assert subject.middle == pytest.approx(number.middle, abs=MILLIMETRE)
    assert 0 < subject.top - number.bottom < 5
    assert page.has("Kính gửi: Trưởng thôn Nậm Phảng")
    assert not page.has("CÔNG VĂN")


def test_a_decision_names_who_decides_before_the_bases_and_the_word_after():
    printed = [line.text for line in sheets(render_pdf(make.decision()))[0].lines]

    decider = printed.index("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ GIA PHÚ")
    base = printed.index("Theo đề nghị của Trưởng phòng Văn hóa - Xã hội.")
    assert decider < base < printed.index("QUYẾT ĐỊNH:")
    assert "Điều 2. Quyết định có hiệu lực từ ngày ký./." in printed


def test_the_reference_of_an_annex_names_the_paper(report):
    page = next(page for page in report if page.has("Phụ lục II"))

    assert page.has("(Kèm theo Báo cáo số")
    assert page.has("của Ủy ban")
    assert page.has("nhân dân xã Gia Phú)")


def test_a_table_repeats_its_heading_on_every_page(report):
    pages = [page for page in report if page.width > page.height]

    assert len(pages) > 1
    assert all(page.has("Lý do chậm") for page in pages)


def test_an_unknown_figure_says_so(report):
    assert any(page.has("chưa có số liệu") for page in report)
    assert any(page.has("1.234.567") for page in report)
    assert any(page.has("71,2") for page in report)


@pytest.mark.parametrize("rows", [1, 17, 30])
def test_the_weekly_sheet_fits_one_page(rows):
    pages = sheets(render_pdf(make.weekly_sheet(rows)))

    assert len(pages) == 1
    assert pages[0].has("BẢNG GIAO BAN TUẦN 48")
    assert min(line.size_pt for line in pages[0].lines) >= 8


def _paragraphs(count):
    return [make.Paragraph(text=make.LONG_LINE) for _ in range(count)]


def _rule_below(page, middle, baseline):
    near = [rule for rule in page.rules if rule[0] < middle < rule[1] and rule[2] > baseline]
    return min(near, key=lambda rule: rule[2])
