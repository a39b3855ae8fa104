"""When numbers must be taken out again."""

from __future__ import annotations

from datetime import date

import pytest

from xaso.modules.systems.chosen import ChosenDays
from xaso.modules.systems.models import Every
from xaso.modules.systems.queries.file_days import export_period
from xaso.modules.systems.rhythm import (
    Taken,
    is_late,
    is_soon,
    next_due,
    period_words,
    periods_offered,
)

SINCE = date(2026, 9, 10)


@pytest.mark.parametrize(
    ("every", "taken", "due"),
    [
        (Every.NEVER, [], None),
        (Every.NEVER, [Taken(date(2026, 11, 3))], None),
        (Every.WEEK, [], date(2026, 9, 17)),
        (Every.WEEK, [Taken(date(2026, 11, 3)), Taken(date(2026, 10, 1))], date(2026, 11, 10)),
        (Every.MONTH, [], date(2026, 10, 5)),
        (Every.MONTH, [Taken(date(2026, 11, 3), "2026-10")], date(2026, 12, 5)),
        (Every.MONTH, [Taken(date(2026, 11, 30), "2026-11")], date(2027, 1, 5)),
        (Every.MONTH, [Taken(date(2026, 11, 20), "2026-09")], date(2026, 11, 5)),
        (Every.MONTH, [Taken(date(2026, 11, 3))], date(2026, 12, 5)),
        (Every.MONTH, [Taken(date(2026, 12, 31), "2026-12")], date(2027, 2, 5)),
        (Every.QUARTER, [], date(2026, 10, 5)),
        (Every.QUARTER, [Taken(date(2026, 10, 4), "2026-q3")], date(2027, 1, 5)),
        (Every.YEAR, [], date(2027, 1, 5)),
        (Every.YEAR, [Taken(date(2027, 1, 4), "2026")], date(2028, 1, 5)),
    ],
)
def test_the_next_export_is_due(every, taken, due):
    assert next_due(every, SINCE, taken) == due


def test_an_export_for_an_old_period_does_not_take_away_a_newer_one():
    taken = [Taken(date(2026, 11, 3), "2026-10"), Taken(date(2026, 11, 20), "2026-08")]

    assert next_due(Every.MONTH, SINCE, taken) == date(2026, 12, 5)


def test_nothing_is_owed_for_the_time_before_the_system_was_looked_after():
    taken = [Taken(date(2026, 2, 3), "2026-01")]

    assert next_due(Every.MONTH, date(2026, 11, 24), taken) == date(2026, 12, 5)


def test_a_leap_year_and_the_turn_of_the_year_have_their_days():
    assert next_due(Every.MONTH, date(2028, 2, 29), []) == date(2028, 3, 5)
    assert next_due(Every.MONTH, date(2026, 12, 31), []) == date(2027, 1, 5)


def test_the_due_day_itself_is_still_in_time():
    due = date(2026, 12, 5)

    assert not is_late(due, due)
    assert is_late(due, date(2026, 12, 6))
    assert is_soon(Every.MONTH, due, date(2026, 11, 28))
    assert not is_soon(Every.MONTH, due, date(2026, 11, 27))
    assert not is_soon(Every.WEEK, due, date(2026, 12, 2))
    assert is_soon(Every.WEEK, due, date(2026, 12, 3))


def test_the_period_that_has_just_ended_is_offered_first_and_the_running_one_last():
    assert periods_offered(Every.MONTH, date(2027, 1, 3)) == [
        "2026-12", "2026-11", "2026-10", "2027-01"
    ]  # fmt: skip
    assert periods_offered(Every.QUARTER, date(2026, 11, 24))[0] == "2026-q3"
    assert periods_offered(Every.YEAR, date(2026, 11, 24)) == ["2025", "2024", "2023", "2026"]
    assert periods_offered(Every.WEEK, date(2026, 11, 24)) == []


def test_periods_are_read_aloud():
    assert [period_words(code) for code in ("2026-11", "2026-q4", "2026")] == [
        "tháng 11/2026",
        "quý 4/2026",
        "năm 2026",
    ]


@pytest.mark.parametrize(
    ("first", "last", "every", "has_stretch", "period"),
    [
        ("2026-10-01", "2026-10-31", Every.QUARTER, True, "2026-10"),
        ("2026-07-01", "2026-09-30", Every.MONTH, True, "2026-q3"),
        ("2025-01-01", "2025-12-31", Every.NEVER, True, "2025"),
        ("2026-01-01", "2026-10-31", Every.MONTH, True, ""),
        ("2026-10-01", "2026-10-31", Every.MONTH, False, "2026-10"),
        ("2026-10-01", "2026-10-31", Every.QUARTER, False, ""),
        ("2026-10-01", "2026-10-31", Every.WEEK, False, ""),
        ("2026-11-01", "2026-11-24", Every.MONTH, False, ""),
    ],
)
def test_a_file_counts_for_the_whole_period_its_numbers_are_of(
    first, last, every, has_stretch, period
):
    days = ChosenDays(*map(date.fromisoformat, (first, last, last)))

    assert export_period(days, every, has_stretch=has_stretch) == period
