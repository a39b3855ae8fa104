from datetime import date, datetime, time

import pytest

from xaso.lib.dates import TZ
from xaso.lib.worktime import Calendar, CalendarDay, DayKind, Hours, read_calendar_days

WEDNESDAY, FRIDAY, SATURDAY, MONDAY = (date(2026, 3, day) for day in (4, 6, 7, 9))


def test_an_ordinary_week_has_five_working_days():
    calendar = Calendar("plain")

    working = [calendar.is_working_day(date(2026, 3, day)) for day in range(2, 9)]

    assert working == [True] * 5 + [False] * 2


@pytest.mark.parametrize(
    ("kind", "works"),
    [("holiday", False), ("off", False), ("swap_off", False), ("swap_work", True), ("half", True)],
)
@pytest.mark.parametrize("day", [WEDNESDAY, SATURDAY])
def test_a_marked_day_is_what_its_mark_says(kind, works, day):
    calendar = Calendar("marked", (CalendarDay(day, DayKind(kind), "Ngày riêng"),))

    assert calendar.is_working_day(day) is works


def test_a_kind_nobody_knows_is_refused():
    lines = ["date,kind,name,confirmed,source", "2026-03-04,maybe,Ngày lạ,yes,"]

    with pytest.raises(ValueError, match="maybe"):
        read_calendar_days(lines)


def test_an_unconfirmed_day_counts_only_when_asked_for():
    doubtful = CalendarDay(WEDNESDAY, DayKind.HOLIDAY, "Ngày mới", confirmed=False)

    assert Calendar("a", (doubtful,)).is_working_day(WEDNESDAY)
    assert not Calendar("b", (doubtful,), use_unconfirmed=True).is_working_day(WEDNESDAY)


def test_the_row_of_a_commune_beats_the_national_one_before_it():
    national = CalendarDay(WEDNESDAY, DayKind.HOLIDAY, "Ngày lễ")
    own = CalendarDay(WEDNESDAY, DayKind.HALF, "Trực buổi sáng")

    assert Calendar("own", (national, own)).is_half(WEDNESDAY)


def test_working_days_stand_before_and_after_a_weekend():
    calendar = Calendar("plain")

    assert calendar.next_working_day(FRIDAY) == MONDAY
    assert calendar.previous_working_day(MONDAY) == FRIDAY
    assert calendar.next_working_day(SATURDAY) == MONDAY
    assert calendar.previous_working_day(SATURDAY) == FRIDAY


def test_working_days_left_count_the_due_day_and_not_today():
    calendar = Calendar("plain")

    assert calendar.working_days_between(date(2026, 3, 2), FRIDAY) == 4
    assert calendar.working_days_between(FRIDAY, MONDAY) == 1
    assert calendar.working_days_between(FRIDAY, FRIDAY) == 0
    assert calendar.working_days_between(MONDAY, WEDNESDAY) == -3


def test_winter_hours_begin_on_their_day():
    winter = Hours(morning_from=time(8), afternoon_to=time(17, 30))
    calendar = Calendar("hours", changed_hours=((FRIDAY, winter),))

    assert calendar.close_of(WEDNESDAY) == datetime(2026, 3, 4, 17, tzinfo=TZ)
    assert calendar.close_of(FRIDAY) == datetime(2026, 3, 6, 17, 30, tzinfo=TZ)
    assert calendar.opening_from(datetime(2026, 3, 6, 7, 40, tzinfo=TZ)).time() == time(8)


def test_one_calendar_equals_another_of_the_same_rows_and_can_be_remembered():
    rows = (CalendarDay(WEDNESDAY, DayKind.OFF, "Lễ hội Roóng Poọc"),)

    assert {Calendar("v1", rows): "kept"}[Calendar("v1", rows)] == "kept"
    assert Calendar("v1", rows) != Calendar("v2", rows)
