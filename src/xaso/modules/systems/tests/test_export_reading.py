"""What comes out of an export, before any table of ours is asked."""

from datetime import date
from decimal import Decimal

import pytest

from xaso.modules.systems.exports.counting import count
from xaso.modules.systems.exports.reading_way import (
    ONE_CELL,
    ROWS,
    ROWS_WITH,
    SUM,
    ReadingWay,
    Rule,
)

from .workbooks import HEADER, by_village, dossiers, table, workbook

TODAY = date(2026, 11, 24)
LEVEL_2 = Rule("nguoi-vneid", SUM, "Số người mức 2")


def read(content, *rules, village="", whole=frozenset({"nguoi-vneid"})):
    way = ReadingWay(rules, village)
    return count(table(content, way.columns), way, whole)


def one(content, *rules, **more):
    return read(content, *rules, **more).numbers[0]


def test_a_header_in_two_lines_gives_each_column_both_names():
    content = workbook(
        ("DANH SÁCH",),
        ("STT", "Thôn", "Số hộ", "", ""),
        ("", "", "Tổng", "Có cáp quang", "Có smartphone"),
        ("(1)", "(2)", "(3)", "(4)", "(5)"),
        (1, "Nậm Sài", 80, 42, 71),
        merged=("A1:E1", "A2:A3", "B2:B3", "C2:E2"),
    )

    found = table(content)

    assert [heading.text for heading in found.headings] == [
        "STT", "Thôn", "Số hộ / Tổng", "Số hộ / Có cáp quang", "Số hộ / Có smartphone",
    ]  # fmt: skip
    assert found.body == 4
    assert one(content, Rule("ho", SUM, "Số hộ / Có cáp quang")).whole.number == 42


def test_a_column_adds_up_and_each_village_by_itself():
    found = one(by_village(), LEVEL_2, village="Thôn")

    assert found.whole.number == 230 + 871 + 402
    assert {name: tally.number for name, tally in found.by_name.items()} == {
        "thon nam sai": 230,
        "ben den": 871,
        "to dan pho chinh tien": 402,
    }
    assert found.doubts == []


def test_a_total_line_is_not_counted_twice_and_is_compared():
    wrong = ("Tổng cộng", "", 2286, 1600, "")

    found = one(by_village(total=wrong), LEVEL_2)

    assert found.whole.number == 1503
    assert found.doubts == ["Dòng tổng trong tệp (ô D8) ghi 1.600, cộng từng dòng được 1.503."]


@pytest.mark.parametrize("label", ["Cộng", "TỔNG SỐ", "Toàn xã:", "Tổng cộng (55 thôn)"])
def test_a_total_by_any_name_is_left_out(label):
    content = by_village(total=("", label, 2286, 1503, ""))

    assert one(content, LEVEL_2).whole.number == 1503


def test_a_village_whose_name_begins_like_a_total_is_counted():
    content = by_village((1, "Cộng Hòa", 10, 7, ""), (2, "Nậm Sài", 10, 5, ""), total=None)

    assert one(content, LEVEL_2).whole.number == 12


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234", "1234"), ("1.234.567", "1234567"), ("12,5", "12.5"), ("1.234,5", "1234.5"),
        ("80 %", "80"), (1.234, "1.234"), (0, "0"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_here_write_it(text, number):
    content = workbook(("Thôn", "Tỷ lệ", "Ghi chú"), ("Nậm Sài", text, "a"))

    found = one(content, Rule("x", ONE_CELL, "Tỷ lệ", label="Nậm Sài"))

    assert found.whole.number == Decimal(number)


def test_a_cell_shown_in_percent_is_what_people_read():
    content = workbook(("Thôn", "Tỷ lệ", "b"), ("Cả xã", 0.8, "a"), percent=("B2",))

    assert one(content, Rule("x", ONE_CELL, "Tỷ lệ", label="cả xã")).whole.number == 80


@pytest.mark.parametrize("nothing", ["", "-", "…", None])
def test_an_empty_cell_is_missing_and_not_zero(nothing):
    content = by_village((1, "Nậm Sài", 10, nothing, ""), (2, "Bến Đền", 10, 5, ""), total=None)

    found = one(content, LEVEL_2, village="Thôn")

    assert found.by_name["nam sai"].number is None
    assert (found.whole.number, found.whole.blanks) == (5, 1)


def test_words_in_a_column_of_numbers_are_named_by_their_cell():
    content = by_village((1, "Nậm Sài", 10, "abc", ""), (2, "Bến Đền", 10, 5, ""), total=None)

    found = one(content, LEVEL_2, village="Thôn")

    assert [spot.text for spot in found.spots] == ["Trang “Sheet1”, ô D5: “abc” không phải là số."]
    assert found.by_name["nam sai"].unread == 1
    assert found.by_name["ben den"].unread == 0


def test_a_thousand_written_the_english_way_is_asked_about_and_not_taken_for_one_and_a_bit():
    content = by_village((1, "Nậm Sài", 10, "1,500", ""), total=None)

    found = one(content, LEVEL_2)

    assert found.whole.number is None
    assert "có phần lẻ" in found.spots[0].message


def test_a_merged_number_counts_once_and_a_merged_village_speaks_for_its_rows():
    content = workbook(
        ("Thôn", "Đối tượng", "Số người"),
        ("Nậm Sài", "Nam", 4),
        ("", "Nữ", 6),
        ("Bến Đền", "Cả hai", 7),
        ("", "như trên", ""),
        merged=("A2:A3", "A4:A5", "C4:C5"),
    )

    found = one(content, Rule("x", SUM, "Số người"), village="Thôn")

    assert {name: tally.number for name, tally in found.by_name.items()} == {
        "nam sai": 10,
        "ben den": 7,
    }


def test_rows_are_counted_and_those_with_a_word():
    reading = read(
        dossiers(),
        Rule("hs-tiep-nhan", ROWS),
        Rule("hs-truc-tuyen", ROWS_WITH, "Hình thức nộp", words=("trực tuyến",)),
        Rule("hs-dung-han", ROWS_WITH, "Tình trạng", words=("Đúng hạn", "Trước hạn")),
        Rule("phi", SUM, "Lệ phí (đồng)"),
    )

    numbers = [each.whole.number for each in reading.numbers]

    assert reading.rows == 5_000
    assert numbers == [5_000, 4_000, 4_000, 40_000_000]


def test_headings_across_the_table_the_header_of_each_page_and_signatures_are_no_rows():
    content = by_village(
        ("I. Các thôn vùng cao",),
        (1, "Nậm Sài", 10, 7, ""),
        HEADER,
        ("II. Các thôn vùng thấp",),
        (2, "Bến Đền", 10, 5, ""),
        ("Cộng thôn vùng thấp", "", 10, 5, ""),
        (),
        ("", "Người lập biểu", "", "", "Thủ trưởng đơn vị"),
        ("", "Nguyễn Thị Lan", "", "", "Lý A Thào"),
        total=None,
    )

    reading = read(content, LEVEL_2, Rule("dong", ROWS))

    assert [each.whole.number for each in reading.numbers] == [12, 2]


def test_one_cell_is_taken_by_what_its_row_begins_with():
    content = workbook(
        ("TT", "Chỉ tiêu", "Trong tháng", "Lũy kế"),
        (1, "Văn bản đến", 120, 1180),
        (2, "Văn bản đi", 64, 730),
    )

    found = one(content, Rule("vb-di", ONE_CELL, "Trong tháng", label="văn bản đi"))

    assert found.whole.number == 64


def test_a_label_that_is_not_there_or_there_twice_is_said():
    content = workbook(("TT", "Mục", "Số"), (1, "Đi", 1), (2, "Đi", 2))

    twice = one(content, Rule("x", ONE_CELL, "Số", label="Đi"))
    never = one(content, Rule("x", ONE_CELL, "Số", label="Đến"))

    assert (twice.whole.number, never.whole.number) == (None, None)
    assert "2 dòng ghi “Đi”" in twice.doubts[0]
    assert "Không có dòng nào ghi “Đến”" in never.doubts[0]


def test_a_csv_file_is_read_the_same_way():
    content = "STT;Thôn;Số người mức 2\n1;Nậm Sài;1.234\n2;Bến Đền;5\n;Tổng;1.239\n".encode()

    found = one(content, LEVEL_2, village="Thôn")

    assert found.whole.number == 1239
    assert found.doubts == []
