from datetime import date, timedelta
from enum import StrEnum

from xaso.lib.worktime.calendar import Calendar


class Step(StrEnum):
    """The value is part of the key that stops a second reminder: never change it."""

    WEEK_BEFORE = "T-7"
    THREE_DAYS_BEFORE = "T-3"
    DUE_DAY = "T-0"
    DAY_AFTER = "T+1"
    EXPLAIN = "T+3"
    TO_CHAIRMAN = "T+n"


OFFSETS = {
    Step.WEEK_BEFORE: -7,
    Step.THREE_DAYS_BEFORE: -3,
    Step.DUE_DAY: 0,
    Step.DAY_AFTER: 1,
    Step.EXPLAIN: 3,
}


def ladder(due_date: date, calendar: Calendar, days_to_chairman: int = 5) -> dict[Step, date]:
    """Counted in calendar days. Up to the due date a step on a day off moves to the working day
    before, later steps to the working day after."""
    offsets = {**OFFSETS, Step.TO_CHAIRMAN: days_to_chairman}
    return {
        step: _moved(due_date + timedelta(days=offset), calendar, later=offset > 0)
        for step, offset in offsets.items()
    }


def _moved(day: date, calendar: Calendar, *, later: bool) -> date:
    if calendar.is_working_day(day):
        return day
    return calendar.next_working_day(day) if later else calendar.previous_working_day(day)
