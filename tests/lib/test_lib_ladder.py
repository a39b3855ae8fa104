from datetime import date
from pathlib import Path

import pytest

from xaso.lib.worktime import Calendar, Step, ladder, read_calendar_days

CSV = Path(__file__).parents[2] / "src/xaso/core/worktime/data/calendar-vn.csv"
CALENDAR = Calendar("vn", read_calendar_days(CSV.read_text(encoding="utf-8").splitlines()))


def day(text: str) -> date:
    number, month = text.split("/")
    return date(2026, int(month), int(number))


@pytest.mark.parametrize(
    ("due_date", "steps"),
    [
        ("15/12", {"T-7": "8/12", "T-3": "11/12", "T-0": "15/12", "T+1": "16/12"}),
        ("22/11", {"T-7": "13/11", "T-3": "19/11", "T-0": "20/11", "T+1": "23/11"}),
        ("30/11", {"T-7": "23/11", "T-3": "27/11", "T-0": "30/11", "T+1": "1/12"}),
        ("13/2", {"T-3": "10/2", "T+1": "23/2", "T+3": "23/2", "T+n": "23/2"}),
        ("15/12", {"T+3": "18/12", "T+n": "21/12"}),
    ],
)
def test_reminders_move_off_days_off_earlier_before_the_due_day_and_later_after(due_date, steps):
    days = ladder(day(due_date), CALENDAR)

    assert {step: days[Step(step)] for step in steps} == {s: day(d) for s, d in steps.items()}


def test_the_commune_chooses_when_a_late_task_reaches_the_chairman():
    days = ladder(day("15/12"), CALENDAR, days_to_chairman=10)

    assert days[Step.TO_CHAIRMAN] == day("25/12")
    assert list(days) == ["T-7", "T-3", "T-0", "T+1", "T+3", "T+n"]
