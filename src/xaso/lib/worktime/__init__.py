"""The working-time clock: when is something due, and why."""

from xaso.lib.worktime.calendar import (
    Calendar,
    CalendarDay,
    DayKind,
    Hours,
    read_calendar_days,
)
from xaso.lib.worktime.due import due
from xaso.lib.worktime.ladder import Step, ladder
from xaso.lib.worktime.rules import Due, Pause, TimeRule, Unit

__all__ = [
    "Calendar",
    "CalendarDay",
    "DayKind",
    "Due",
    "Hours",
    "Pause",
    "Step",
    "TimeRule",
    "Unit",
    "due",
    "ladder",
    "read_calendar_days",
]
