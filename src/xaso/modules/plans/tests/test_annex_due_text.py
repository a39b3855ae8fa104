"""What "thời gian hoàn thành" may say, and what it means in a plan of 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xaso.modules.plans.annex.due_text import Due, read_due

UNKNOWN = (None, "")
THE_TABLE = [
    ("30/9/2026", (date(2026, 9, 30), "")),
    ("30-09-2026", (date(2026, 9, 30), "")),
    ("30.9.26", (date(2026, 9, 30), "")),
    ("Tháng 9", (date(2026, 9, 30), "")),
    ("Tháng 9/2026", (date(2026, 9, 30), "")),
    ("T9/2026", (date(2026, 9, 30), "")),
    ("Quý II", (date(2026, 6, 30), "")),
    ("Quý 2/2026", (date(2026, 6, 30), "")),
    ("Trong quý II", (date(2026, 6, 30), "")),
    ("6 tháng đầu năm", (date(2026, 6, 30), "")),
    ("Năm 2026", (date(2026, 12, 31), "")),
    ("Cả năm", (date(2026, 12, 31), "")),
    ("Trong năm", (date(2026, 12, 31), "")),
    ("2026–2030", (date(2030, 12, 31), "yearly")),
    ("Trước ngày 15/8/2026", (date(2026, 8, 15), "")),
    ("Hằng tháng", (None, "monthly")),
    ("Hàng tháng", (None, "monthly")),
    ("Định kỳ hằng tháng", (None, "monthly")),
    ("Hằng quý", (None, "quarterly")),
    ("Thường xuyên", (None, "monthly")),
    ("Theo kế hoạch của tỉnh", UNKNOWN),
]
OTHERS = [
    ("Tháng 9-10/2026", (date(2026, 10, 31), "")),
    ("9-10/2026", (date(2026, 10, 31), "")),
    ("Tháng 8/2026 - tháng 10/2026", (date(2026, 10, 31), "")),
    ("T9-T11/2026", (date(2026, 11, 30), "")),
    ("Từ tháng 3 đến tháng 9", (date(2026, 9, 30), "")),
    ("Từ 15/8 đến 30/9/2026", (date(2026, 9, 30), "")),
    ("15-30/9", (date(2026, 9, 30), "")),
    ("Quý III-IV", (date(2026, 12, 31), "")),
    ("Quý III - Quý IV/2026", (date(2026, 12, 31), "")),
    ("Quý I, II, III", (date(2026, 9, 30), "")),
    ("30/6 và 31/12", (date(2026, 12, 31), "")),
    ("trước 15/8", (date(2026, 8, 15), "")),
    ("Hoàn thành trước ngày 30/6/2026", (date(2026, 6, 30), "")),
    ("Hoàn thành trong tháng 6", (date(2026, 6, 30), "")),
    ("Chậm nhất ngày 10/10/2026", (date(2026, 10, 10), "")),
    ("Q4", (date(2026, 12, 31), "")),
    ("Q.IV/2026", (date(2026, 12, 31), "")),
    ("quý iv năm 2026", (date(2026, 12, 31), "")),
    ("30/9", (date(2026, 9, 30), "")),
    ("Ngày 30 tháng 9 năm 2026", (date(2026, 9, 30), "")),
    ("Tháng 9 năm 2026", (date(2026, 9, 30), "")),
    ("Tháng Mười hai", (date(2026, 12, 31), "")),
    ("tháng 02", (date(2026, 2, 28), "")),
    ("Tháng 2/2028", (date(2028, 2, 29), "")),
    ("6 tháng cuối năm", (date(2026, 12, 31), "")),
    ("9 tháng đầu năm", (date(2026, 9, 30), "")),
    ("Giai đoạn 2026-2030", (date(2030, 12, 31), "yearly")),
    ("Đến năm 2030", (date(2030, 12, 31), "")),
    ("2026", (date(2026, 12, 31), "")),
    ("Tháng 9/2026 (sau khi có hướng dẫn)", (date(2026, 9, 30), "")),
    ("Tháng 10 hằng năm", (date(2026, 10, 31), "yearly")),
    ("Trước 30/11 hằng năm", (date(2026, 11, 30), "yearly")),
    ("Hằng năm", (None, "yearly")),
    ("Hằng tuần", (None, "weekly")),
    ("Thứ Hai hằng tuần", (None, "weekly")),
    ("Hằng ngày", (None, "daily")),
    ("2 lần/năm", (None, "half_yearly")),
    ("6 tháng/lần", (None, "half_yearly")),
    ("01 lần/tháng", (None, "monthly")),
    ("Mỗi quý một lần", (None, "quarterly")),
    ("Thường xuyên, báo cáo hằng quý", (None, "quarterly")),
    ("Trước ngày 25 hằng tháng", (None, "monthly")),
    ("31/9/2026", UNKNOWN),
    ("Khi có yêu cầu", UNKNOWN),
    ("Theo kế hoạch hằng năm của tỉnh", UNKNOWN),
    ("Từ tháng 01/2026", UNKNOWN),
    ("", UNKNOWN),
]


@pytest.mark.parametrize(("text", "expected"), THE_TABLE + OTHERS)
def test_a_deadline_is_read_as_officers_mean_it(text, expected):
    due = read_due(text, 2026)

    assert (due.due, due.recurrence) == expected


def test_a_day_to_be_done_before_keeps_the_word_before():
    assert read_due("Trước ngày 15/8/2026", 2026).note == "trước ngày"


def test_several_years_have_a_check_point_each_year():
    assert read_due("2026–2030", 2026).note == "mốc kiểm tra 31/12 hằng năm"


@pytest.mark.parametrize(
    "text", ["Thường xuyên", "Quý I, II, III", "Giữa tháng 9", "Trước tháng 9", "3 lần/năm"]
)
def test_what_can_be_meant_two_ways_waits_for_a_person(text):
    due = read_due(text, 2026)

    assert due.is_known
    assert due.needs_confirmation


@pytest.mark.parametrize("text", [text for text, _expected in THE_TABLE if text != "Thường xuyên"])
def test_a_plain_deadline_asks_nothing(text):
    assert not read_due(text, 2026).needs_confirmation


def test_a_day_of_the_month_is_kept():
    assert read_due("Ngày 25 hằng tháng", 2026) == Due(recurrence="monthly", day=25)


def test_what_stands_in_brackets_stays_as_a_note():
    assert read_due("Tháng 9 (sau khi có hướng dẫn)", 2026).note == "sau khi có hướng dẫn"


PIECES = st.sampled_from(
    ["tháng", "quý", "năm", "ngày", "trước", "đến", "từ", "hằng", "lần", "đầu", "cuối", "IV", "II", "thường xuyên",
     "9", "31", "2026", "0", "99", "/", "-", ".", ",", ";", "(", ")", " ", "và", "T", "Q", "6"]
)  # fmt: skip


@given(
    st.one_of(
        st.text(max_size=400),
        st.lists(PIECES, max_size=12).map(" ".join),
        st.lists(PIECES, max_size=8).map("".join),
    )
)
def test_no_text_breaks_the_reading(text):
    due = read_due(text, 2026)

    assert due.is_known or due == Due()
