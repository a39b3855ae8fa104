"""Each number walks from its start to its end, month by month, with small steps back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from xaso.core.rights.actor import Actor
from xaso.core.sample.story import Step, Story
from xaso.lib.dates import month_bounds
from xaso.lib.tables import read_table
from xaso.modules.indicators.actions import enter_value
from xaso.modules.indicators.definitions import definition_of, own_code
from xaso.modules.indicators.packs.value_defs import END_OF_PERIOD, SINCE_NEW_YEAR
from xaso.modules.indicators.queries.counted_elsewhere import counted_elsewhere
from xaso.modules.plans import public as plans

DATA = Path(__file__).parent / "data"
MONTHS = 24
MONTHLY_IN_LAST = 12
QUARTER, HALF = 3, 6


@dataclass(frozen=True)
class Course:
    code: str
    start: int
    end: int
    every: str

    def number(self, month: int) -> Decimal:
        """`month` 0 is two years ago; every fifth step stumbles a little, the last never."""
        reached = self.start + (self.end - self.start) * month / (MONTHS - 1)
        stumble = (self.end - self.start) / 40 if month % 5 == 2 and month < MONTHS - 1 else 0
        return Decimal(max(0, round(reached - stumble)))


def two_years(story: Story) -> None:
    courses = _courses() if "lan" in story.people else _courses()[::5]
    teller = teller_of(story)
    for month, (first, last) in enumerate(_months(story.today)):
        offset = (last - story.today).days
        for course in courses:
            if _told(course, month):
                story.at(offset, "16:40", _enter(teller, course, month, first, last))
    story.at(-1, "16:50", lambda at: _own_numbers(story, teller, at))


def teller_of(story: Story) -> Actor:
    return next(a for a in story.people.values() if "chanh_van_phong" in a.roles)


def _enter(teller: Actor, course: Course, month: int, first: date, last: date) -> Step:
    def step(at: datetime) -> None:
        """What a module counts by then nobody types any more."""
        if _is_counted(teller, course.code, last):
            return
        begun, ended = days_of(course.code, first, last)
        number = course.number(month)
        enter_value(
            actor=teller,
            code=course.code,
            first=begun,
            last=ended,
            as_of=last,
            number=number,
            confirmed_zero=number == 0,
            at=at,
        )

    return step


def _is_counted(teller: Actor, code: str, last: date) -> bool:
    definition = definition_of(code)
    known = counted_elsewhere(teller.commune, [definition] if definition else [], last, last)
    return known.of(code, None) is not None


def days_of(code: str, first: date, last: date) -> tuple[date, date]:
    definition = definition_of(code)
    if definition is None:
        raise LookupError(code)
    if definition.period_rule == END_OF_PERIOD:
        return last, last
    if definition.period_rule == SINCE_NEW_YEAR:
        return date(last.year, 1, 1), last
    return first, last


def _own_numbers(story: Story, teller: Actor, at: datetime) -> None:
    """Numbers of targets that no definition knows; the first commune only."""
    if "lan" not in story.people:
        return
    ends = {row["target"]: Decimal(row["end"]) for row in read_table(DATA / "own-numbers.csv")}
    for target in plans.targets(story.commune, year_of(story.today), story.today):
        if target.code in ends:
            day = story.day(-1)
            enter_value(
                actor=teller,
                code=own_code(target.id),
                first=day,
                last=day,
                as_of=day,
                number=ends[target.code],
                at=at,
            )


def year_of(today: date) -> int:
    return today.year if today.month > 2 else today.year - 1


def _told(course: Course, month: int) -> bool:
    """Monthly in the last year; before that each half year, as nobody counted more often."""
    if month < MONTHS - MONTHLY_IN_LAST:
        return month % HALF == HALF - 1
    return course.every == "month" or month % QUARTER == QUARTER - 1


def _months(today: date) -> Iterator[tuple[date, date]]:
    """The 24 months before today; the last ends yesterday when today is not a month's end."""
    for back in range(MONTHS - 1, -1, -1):
        year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
        first, last = month_bounds(year, month + 1)
        yield first, min(last, max(first, today - timedelta(days=1)))


def _courses() -> list[Course]:
    return [
        Course(row["code"], int(row["start"]), int(row["end"]), row["every"])
        for row in read_table(DATA / "values.csv")
    ]
