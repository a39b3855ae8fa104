"""The days a repeated task is due."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from xaso.lib.worktime import Calendar

MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}


def next_due(recurrence: str, after: date, calendar: Calendar, day: int | None = None) -> date:
    """The first due date after `after`. Months without a named day end on their last working day,
    longer periods on their last day."""
    if recurrence == "daily":
        return calendar.next_working_day(after)
    if recurrence == "weekly":
        return after + timedelta(days=7 - (after.weekday() - 4) % 7)
    step = MONTHS[recurrence]
    month = after.year * 12 + after.month - 1
    while True:
        if (month + 1) % step == 0:
            due = _end(month // 12, month % 12 + 1, recurrence, calendar, day)
            if due > after:
                return due
        month += 1


def _end(year: int, month: int, recurrence: str, calendar: Calendar, day: int | None) -> date:
    last = date(year, month, monthrange(year, month)[1])
    if day:
        return min(date(year, month, 1) + timedelta(days=day - 1), last)
    if recurrence == "monthly" and not calendar.is_working_day(last):
        return calendar.previous_working_day(last)
    return last
