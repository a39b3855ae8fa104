import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property

from xaso.lib.dates import TZ

ONE_DAY = timedelta(days=1)
SATURDAY = 5


class DayKind(StrEnum):
    HOLIDAY = "holiday"
    OFF = "off"
    """A day off of one commune only."""
    HALF = "half"
    """Open in the morning; counts as one working day."""
    SWAP_OFF = "swap_off"
    SWAP_WORK = "swap_work"


@dataclass(frozen=True)
class CalendarDay:
    """A day that differs from an ordinary week."""

    date: date
    kind: DayKind
    name: str
    confirmed: bool = True


@dataclass(frozen=True)
class Hours:
    morning_from: time = time(7, 30)
    morning_to: time = time(11, 30)
    afternoon_from: time = time(13, 30)
    afternoon_to: time = time(17)


@dataclass(frozen=True)
class Calendar:
    """Of two rows for one date the later counts, so the rows of a commune come after the national
    ones. Unconfirmed rows have no effect unless `use_unconfirmed`. `changed_hours` lists other
    hours, each from its date on, earliest first."""

    version: str
    days: tuple[CalendarDay, ...] = ()
    hours: Hours = Hours()
    changed_hours: tuple[tuple[date, Hours], ...] = ()
    use_unconfirmed: bool = False

    @cached_property
    def marked(self) -> dict[date, CalendarDay]:
        return {day.date: day for day in self.days if day.confirmed or self.use_unconfirmed}

    @cached_property
    def in_doubt(self) -> dict[date, CalendarDay]:
        """Unconfirmed rows that were left out."""
        return {
            day.date: day
            for day in self.days
            if not (day.confirmed or self.use_unconfirmed or day.date in self.marked)
        }

    def is_working_day(self, day: date) -> bool:
        marked = self.marked.get(day)
        if marked:
            return marked.kind in (DayKind.HALF, DayKind.SWAP_WORK)
        return day.weekday() < SATURDAY

    def next_working_day(self, day: date) -> date:
        """The first one after `day`."""
        day += ONE_DAY
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def previous_working_day(self, day: date) -> date:
        """The last one before `day`."""
        day -= ONE_DAY
        while not self.is_working_day(day):
            day -= ONE_DAY
        return day

    def working_days_between(self, after: date, until: date) -> int:
        """Counts `until`, not `after`: from Monday to Friday there are 4. Negative when `until` is
        the earlier of the two."""
        if until < after:
            return -self.working_days_between(until, after)
        return sum(self.is_working_day(day) for day in days_after(after, until))

    def open_times(self, day: date) -> list[tuple[datetime, datetime]]:
        if not self.is_working_day(day):
            return []
        hours = self._hours_on(day)
        spans = [(hours.morning_from, hours.morning_to)]
        if not self.is_half(day):
            spans.append((hours.afternoon_from, hours.afternoon_to))
        return [
            (datetime.combine(day, start, TZ), datetime.combine(day, end, TZ))
            for start, end in spans
        ]

    def close_of(self, day: date) -> datetime:
        """`day` must be a working day."""
        return self.open_times(day)[-1][1]

    def opening_from(self, moment: datetime) -> datetime:
        """The moment itself when the office is open, else when it opens next. At the minute of
        closing it counts as closed."""
        for opens, closes in self.open_times(moment.date()):
            if moment < closes:
                return max(opens, moment)
        return self.open_times(self.next_working_day(moment.date()))[0][0]

    def open_time_between(self, start: datetime, end: datetime) -> timedelta:
        total = timedelta()
        for day in days_after(start.date() - ONE_DAY, end.date()):
            for opens, closes in self.open_times(day):
                total += max(min(closes, end) - max(opens, start), timedelta())
        return total

    def is_half(self, day: date) -> bool:
        return day in self.marked and self.marked[day].kind == DayKind.HALF

    def _hours_on(self, day: date) -> Hours:
        hours = self.hours
        for starts_on, changed in self.changed_hours:
            if starts_on <= day:
                hours = changed
        return hours


def read_calendar_days(lines: Iterable[str]) -> tuple[CalendarDay, ...]:
    """From CSV with the columns date, kind, name, confirmed (yes or no)."""
    return tuple(
        CalendarDay(
            date.fromisoformat(row["date"]),
            DayKind(row["kind"]),
            row["name"],
            confirmed=row["confirmed"] == "yes",
        )
        for row in csv.DictReader(lines)
    )


def days_after(after: date, until: date) -> Iterator[date]:
    for count in range(1, (until - after).days + 1):
        yield after + timedelta(days=count)
