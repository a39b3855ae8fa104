"""Where the table of an export is, and which days it speaks of."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from xaso.modules.systems.exports.days import Days, days_said
from xaso.modules.systems.exports.keeping import kept, read_back
from xaso.modules.systems.exports.reading_way import (
    SUM,
    ReadingWay,
    Rule,
)
from xaso.modules.systems.exports.table import sheets_of

from .workbooks import BY_VILLAGE, HEADER, UNTIL, by_village, table, workbook

TODAY = date(2026, 11, 24)
LEVEL_2 = Rule("nguoi-vneid", SUM, "Số người mức 2")


def test_the_header_is_found_below_a_title():
    found = table(by_village())

    assert [heading.text for heading in found.headings] == list(HEADER)
    assert (found.top, found.body) == (3, 4)


def test_two_columns_of_one_name_are_told_apart():
    found = table(workbook(("Thôn", "Số", "Số"), ("Nậm Sài", 1, 2)))

    assert [heading.text for heading in found.headings] == ["Thôn", "Số", "Số (cột C)"]
    assert found.column("số (cột c)") == 2


def test_a_file_without_a_table_is_refused_in_words():
    with pytest.raises(ValidationError, match="Không thấy bảng nào"):
        table(workbook((1, 2), (3, 4)))


def test_of_several_sheets_the_one_with_the_known_columns_is_read():
    content = workbook(
        ("Ghi chú", "Người lập", "Ngày", "Nơi gửi", "Số trang", "Bản"),
        ("a", "b", "c", "d", "e", "f"),
        name="Bìa",
        more={"Số liệu": [HEADER, *BY_VILLAGE]},
    )

    assert table(content, [LEVEL_2.column]).sheet.name == "Số liệu"


def test_a_column_that_is_gone_is_named_with_the_one_most_like_it():
    way = ReadingWay(
        (Rule("nguoi-vneid", SUM, "Số người có mức 2"), Rule("x", SUM, "Zalo")), "Thôn"
    )

    missing = way.missing_from(table(by_village()))

    assert [(each.text, each.nearest) for each in missing] == [
        ("Số người có mức 2", "Số người mức 2"),
        ("Zalo", ""),
    ]


def test_what_is_kept_reads_back_as_it_was():
    content = workbook(
        ("Thôn", "Số", "Ghi chú"), ("Nậm Sài", 1.5, "a"), ("", 2, "b"), merged=("A2:A3",)
    )
    sheets = sheets_of(content)

    again = read_back(kept(sheets))

    assert again[0].rows == sheets[0].rows
    assert again[0].anchors == sheets[0].anchors


@pytest.mark.parametrize(
    ("line", "name", "days"),
    [
        (UNTIL, "a.xlsx", ("2026-10-31", "2026-10-31")),
        (("Từ ngày 01/10/2026 đến ngày 31/10/2026",), "a.xlsx", ("2026-10-01", "2026-10-31")),
        (("Tháng 10 năm 2026",), "a.xlsx", ("2026-10-01", "2026-10-31")),
        (("Quý III/2026",), "a.xlsx", ("2026-07-01", "2026-09-30")),
        (("Năm 2025",), "a.xlsx", ("2025-01-01", "2025-12-31")),
        (("Xã Gia Phú",), "bao_cao_2026-10.xlsx", ("2026-10-01", "2026-10-31")),
        (("Xã Gia Phú",), "thang 9.2026 (1).xlsx", ("2026-09-01", "2026-09-30")),
    ],
)
def test_the_days_are_proposed_from_the_title_or_the_name(line, name, days):
    found = days_said(table(workbook(line, HEADER, *BY_VILLAGE)), name, TODAY)

    assert found == Days(*(date.fromisoformat(day) for day in days))


@pytest.mark.parametrize("line", ["Tính đến ngày 31/02/2026", "Tháng 12/2026", "Xã Gia Phú"])
def test_a_day_that_is_none_or_not_over_is_not_proposed(line):
    assert days_said(table(workbook((line,), HEADER, *BY_VILLAGE)), "a.xlsx", TODAY) is None
