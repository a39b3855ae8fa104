"""The golden cases of the clock, on the calendar that comes with the program."""

from datetime import date, datetime
from pathlib import Path

import pytest

from xaso.lib.dates import TZ
from xaso.lib.worktime import (
    Calendar,
    CalendarDay,
    DayKind,
    Pause,
    TimeRule,
    Unit,
    due,
    read_calendar_days,
)

CSV = Path(__file__).parents[2] / "src/xaso/core/worktime/data/calendar-vn.csv"
DAYS = read_calendar_days(CSV.read_text(encoding="utf-8").splitlines())
HALF_DAY = CalendarDay(date(2026, 2, 13), DayKind.HALF, "Chiều nghỉ đón Tết")
CALENDAR = Calendar("vn", DAYS)
WITH_DOUBTFUL_DAYS = Calendar("vn-all", DAYS, use_unconfirmed=True)
WITH_HALF_DAY = Calendar("vn-half", (*DAYS, HALF_DAY))


def at(text: str) -> datetime:
    """ "13/2 16:30" in 2026, or "31/12/2025 09:00"."""
    day, clock = text.split()
    day = day if day.count("/") == 2 else f"{day}/2026"
    return datetime.strptime(f"{day} {clock}", "%d/%m/%Y %H:%M").replace(tzinfo=TZ)


def paused(*spans: str) -> list[Pause]:
    return [Pause(*(at(end) for end in span.split(" - "))) for span in spans]


GOLDEN = [
    ("1", "12/2 09:00", "5 working_day", "26/2 17:00"),
    ("2", "13/2 16:30", "3 working_day", "25/2 17:00"),
    ("3", "5/2 10:00", "15 day", "23/2 17:00"),
    ("4a", "29/4 14:59", "0 same_day_15h", "29/4 17:00"),
    ("4b", "29/4 15:00", "0 same_day_15h", "29/4 17:00"),
    ("5", "29/4 15:01", "0 same_day_15h", "4/5 17:00"),
    ("6", "7/3 20:00", "8 hour", "10/3 08:00"),
    ("7", "6/3 16:30", "2 hour", "9/3 09:00"),
    ("8", "6/3 10:30", "4 hour", "6/3 16:30"),
    ("9", "6/3 12:00", "2 hour", "6/3 15:30"),
    ("10", "21/8 09:00", "1 working_day", "22/8 17:00"),
    ("11", "22/8 09:00", "0 same_day_15h", "22/8 17:00"),
    ("12", "28/8 09:00", "1 working_day", "3/9 17:00"),
    ("17a", "6/3 16:59", "3 working_day", "11/3 17:00"),
    ("17b", "6/3 17:00", "3 working_day", "12/3 17:00"),
    ("18a", "6/3 05:00", "3 working_day", "11/3 17:00"),
    ("18b", "7/3 10:00", "1 working_day", "10/3 17:00"),
    ("19", "24/4 09:00", "3 day", "28/4 17:00"),
    ("20", "25/4/2025 09:00", "1 working_day", "26/4/2025 17:00"),
    ("21", "29/4/2025 09:00", "2 working_day", "6/5/2025 17:00"),
]
GOLDEN_PAUSED = [
    ("13", "2/3 09:00", "7 working_day", ["3/3 10:00 - 10/3 10:00"], "18/3 17:00"),
    ("14", "2/3 09:00", "3 working_day", ["3/3 08:00 - 3/3 15:00"], "5/3 17:00"),
    (
        "15",
        "1/6 09:00",
        "10 working_day",
        ["3/6 09:00 - 5/6 09:00", "9/6 09:00 - 11/6 09:00"],
        "19/6 17:00",
    ),
    ("16", "11/2 09:00", "5 working_day", ["12/2 09:00 - 24/2 09:00"], "2/3 17:00"),
]
GOLDEN_CALENDARS = [
    ("22a", WITH_DOUBTFUL_DAYS, "23/11 09:00", "1 working_day", "25/11 17:00"),
    ("22b", CALENDAR, "23/11 09:00", "1 working_day", "24/11 17:00"),
    ("23a", WITH_DOUBTFUL_DAYS, "31/12/2025 09:00", "2 working_day", "6/1 17:00"),
    ("23b", CALENDAR, "31/12/2025 09:00", "2 working_day", "5/1 17:00"),
    ("24a", WITH_DOUBTFUL_DAYS, "9/1 09:00", "1 working_day", "10/1 17:00"),
    ("24b", CALENDAR, "9/1 09:00", "1 working_day", "12/1 17:00"),
    ("25", WITH_HALF_DAY, "12/2 09:00", "1 working_day", "13/2 11:30"),
    ("26", WITH_HALF_DAY, "12/2 15:00", "6 hour", "13/2 11:30"),
    ("27a", WITH_HALF_DAY, "13/2 10:00", "0 same_day_15h", "13/2 11:30"),
    ("27b", WITH_HALF_DAY, "13/2 11:30", "1 working_day", "24/2 17:00"),
]
CASES = [
    *(pytest.param(CALENDAR, received, rule, [], end, id=n) for n, received, rule, end in GOLDEN),
    *(pytest.param(CALENDAR, *case, id=n) for n, *case in GOLDEN_PAUSED),
    *(
        pytest.param(calendar, received, rule, [], end, id=n)
        for n, calendar, received, rule, end in GOLDEN_CALENDARS
    ),
]


def rule_of(text: str) -> TimeRule:
    amount, unit = text.split()
    return TimeRule(int(amount), Unit(unit))


@pytest.mark.parametrize(("calendar", "received", "rule", "pauses", "end"), CASES)
def test_a_dossier_is_due_when_the_sheet_says(calendar, received, rule, pauses, end):
    result = due(rule_of(rule), calendar, at(received), paused(*pauses))

    assert result.instant == at(end)
    assert result.explanation[0].startswith("nhận ")
    assert result.explanation[-1].startswith(f"hạn {at(end):%H:%M} ")


@pytest.mark.parametrize(
    ("calendar", "received", "rule", "pauses", "explanation"),
    [
        (
            CALENDAR,
            "13/2 16:30",
            "3 working_day",
            [],
            "nhận 13/2 16:30; nghỉ 14–22/2 (Tết Nguyên đán Bính Ngọ); ngày 1 = 23/2; "
            "ngày 2 = 24/2; ngày 3 = 25/2; hạn 17:00 25/2",
        ),
        (
            CALENDAR,
            "7/3 20:00",
            "8 hour",
            [],
            "nhận 7/3 20:00; nghỉ 7/3 (cuối tuần), tính từ 07:30 9/3; 9/3 tính 7 giờ 30 phút; "
            "10/3 tính 30 phút; hạn 08:00 10/3",
        ),
        (
            CALENDAR,
            "5/2 10:00",
            "15 day",
            [],
            "nhận 5/2 10:00; 15 ngày từ 5/2 là 20/2; nghỉ 20–22/2 (Tết Nguyên đán Bính Ngọ), "
            "chuyển sang 23/2; hạn 17:00 23/2",
        ),
        (
            CALENDAR,
            "29/4 15:01",
            "0 same_day_15h",
            [],
            "nhận 29/4 15:01; sau 15:00 nên trả ngày làm việc tiếp theo; "
            "nghỉ 30/4–3/5 (Ngày Chiến thắng, Ngày Quốc tế lao động); ngày 1 = 4/5; hạn 17:00 4/5",
        ),
        (
            CALENDAR,
            "6/3 12:00",
            "2 hour",
            [],
            "nhận 6/3 12:00; giờ nghỉ trưa, tính từ 13:30 6/3; 6/3 tính 2 giờ; hạn 15:30 6/3",
        ),
        (
            CALENDAR,
            "2/3 09:00",
            "7 working_day",
            ["3/3 10:00 - 10/3 10:00"],
            "nhận 2/3 09:00; dừng từ 3/3 10:00 đến 10/3 10:00; ngày 1 = 3/3; "
            "không tính 4–6/3 (đang dừng); nghỉ 7–8/3 (cuối tuần); không tính 9–10/3 (đang dừng); "
            "ngày 2–4 = 11–13/3; nghỉ 14–15/3 (cuối tuần); ngày 5–7 = 16–18/3; hạn 17:00 18/3",
        ),
        (
            CALENDAR,
            "31/12/2025 09:00",
            "2 working_day",
            [],
            "nhận 31/12 09:00; nghỉ 1/1/2026 (Tết Dương lịch); ngày 1 = 2/1/2026; "
            "nghỉ 3–4/1/2026 (cuối tuần); ngày 2 = 5/1/2026; "
            "lịch 2/1/2026 (Nghỉ hoán đổi với ngày 10/01/2026) chưa được xác nhận "
            "nên chưa áp dụng; hạn 17:00 5/1/2026",
        ),
        (
            WITH_HALF_DAY,
            "12/2 09:00",
            "1 working_day",
            [],
            "nhận 12/2 09:00; ngày 1 = 13/2; 13/2 chỉ làm buổi sáng (Chiều nghỉ đón Tết); "
            "hạn 11:30 13/2",
        ),
        (
            CALENDAR,
            "21/8 05:00",
            "1 working_day",
            [],
            "nhận 21/8 05:00; trước giờ làm việc, tính từ 07:30 21/8; ngày 1 = 22/8; "
            "22/8 là ngày làm việc (Làm bù cho ngày 31/8/2026); hạn 17:00 22/8",
        ),
    ],
)
def test_the_explanation_can_be_checked_against_a_wall_calendar(
    calendar, received, rule, pauses, explanation
):
    assert str(due(rule_of(rule), calendar, at(received), paused(*pauses))) == explanation


def test_without_a_stated_limit_the_officer_writes_the_day():
    result = due(TimeRule(0, Unit.UNSTATED), CALENDAR, at("6/3 09:00"))

    assert result.instant is None
    assert result.explanation[-1] == "thủ tục không ghi thời hạn, cán bộ tự ghi ngày hẹn trả"


def test_while_papers_are_awaited_there_is_no_due_moment():
    waiting = [*paused("3/3 09:00 - 4/3 09:00"), Pause(at("5/3 10:00"))]

    result = due(rule_of("7 working_day"), CALENDAR, at("2/3 09:00"), waiting)

    assert result.instant is None
    assert result.explanation[-1] == "đang dừng từ 5/3 10:00, hạn tính lại khi có bổ sung"


def test_asking_for_papers_after_the_due_moment_gives_nothing_back():
    result = due(
        rule_of("3 working_day"), CALENDAR, at("2/3 09:00"), paused("6/3 08:00 - 10/3 08:00")
    )

    assert result.instant == at("5/3 17:00")
    assert "dừng từ 6/3 08:00 khi đã quá hạn, không thêm thời gian" in result.explanation


def test_the_due_moment_never_falls_into_the_wait():
    asked_on_the_last_day = paused("5/3 10:00 - 7/3 09:00")

    result = due(rule_of("3 working_day"), CALENDAR, at("2/3 09:00"), asked_on_the_last_day)

    assert result.instant == at("9/3 17:00")


def test_overlapping_waits_are_given_back_once():
    twice = paused("3/3 08:00 - 5/3 08:00", "4/3 08:00 - 6/3 08:00")
    once = paused("3/3 08:00 - 6/3 08:00")

    for rule in ("7 working_day", "7 day", "30 hour"):
        results = [due(rule_of(rule), CALENDAR, at("2/3 09:00"), p).instant for p in (twice, once)]
        assert results[0] == results[1]


def test_waiting_hours_are_given_back_when_the_office_was_open():
    over_lunch = paused("6/3 10:00 - 6/3 14:00")

    result = due(rule_of("4 hour"), CALENDAR, at("6/3 09:00"), over_lunch)

    assert result.instant == at("6/3 17:00")
    assert result.explanation[-2] == "6/3 tính 4 giờ"


def test_waiting_dates_are_added_to_a_limit_in_calendar_days():
    result = due(rule_of("10 day"), CALENDAR, at("2/3 09:00"), paused("4/3 09:00 - 9/3 09:00"))

    assert result.instant == at("17/3 17:00")
    assert "10 ngày cộng 5 ngày dừng từ 2/3 là 17/3" in result.explanation


def test_a_receipt_noted_in_another_zone_is_the_same_moment():
    utc = datetime.fromisoformat("2026-03-06T09:59:00+00:00")

    assert due(rule_of("3 working_day"), CALENDAR, utc).instant == at("11/3 17:00")


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="múi giờ"):
        due(rule_of("3 working_day"), CALENDAR, at("6/3 09:00").replace(tzinfo=None))


def test_papers_cannot_come_before_they_were_asked_for():
    with pytest.raises(ValueError, match="phải sau"):
        due(rule_of("3 day"), CALENDAR, at("6/3 09:00"), paused("9/3 09:00 - 8/3 09:00"))


@pytest.mark.parametrize("rule", ["0 working_day", "0 day", "-1 hour"])
def test_a_limit_is_at_least_one(rule):
    with pytest.raises(ValueError, match="từ 1 trở lên"):
        rule_of(rule)
