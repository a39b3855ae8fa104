from dataclasses import dataclass
from datetime import date, datetime, timedelta

from xaso.lib.worktime.calendar import Calendar
from xaso.lib.worktime.rules import FOREVER, Stop, TimeRule, Unit


@dataclass(frozen=True)
class Course:
    """What one deadline has been through so far."""

    rule: TimeRule
    calendar: Calendar
    received: datetime
    start: datetime
    """The receipt, or the next opening of the office when it was closed then."""
    stops: tuple[Stop, ...] = ()
    late_stops: tuple[Stop, ...] = ()
    """Began when the due moment had passed; give nothing back."""

    @property
    def amount(self) -> int:
        """In the unit of the rule; same_day_15h is 0 or 1 working days."""
        if self.rule.unit == Unit.SAME_DAY_15H:
            return int(self.start.time() > self.rule.cut_off)
        return self.rule.amount

    @property
    def is_waiting(self) -> bool:
        return bool(self.stops) and self.stops[-1].end == FOREVER

    @property
    def stopped_dates(self) -> list[tuple[date, date]]:
        """Of each stop: the clock stands on the dates after the first, up to the second."""
        return [
            (max(stop.start, self.start).date(), max(stop.end, self.start).date())
            for stop in self.stops
        ]

    @property
    def last_calendar_date(self) -> date:
        """For a limit in calendar days: where it ends, before days off are looked at."""
        stopped = sum((until - after).days for after, until in self.stopped_dates)
        return self.start.date() + timedelta(days=self.amount + stopped)
