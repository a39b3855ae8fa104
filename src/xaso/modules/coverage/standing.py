"""Where a place stands: per operator the newest month's median, and the best of them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median_low

from django.utils import timezone

from .rulebook import Rules

MONTHS = 12


@dataclass(frozen=True)
class Reading:
    level: int
    strength_dbm: int | None
    technology: str
    measured_at: datetime


@dataclass(frozen=True)
class State:
    """Of one operator at one place. Between two middle values the lower one counts."""

    level: int
    count: int
    newest_date: date
    strength_dbm: int | None
    technology: str

    def is_old(self, rules: Rules) -> bool:
        return self.newest_date < counts_from(rules)


def states_of(readings: Mapping[str, Sequence[Reading]]) -> Mapping[str, State]:
    return {operator: _state(rows) for operator, rows in readings.items()}


def fresh(states: Mapping[str, State], rules: Rules) -> Mapping[str, int]:
    """Levels of what was measured within the time that counts, of the operators people can buy from."""
    return {
        each.code: states[each.code].level
        for each in rules.operators
        if each.code in states and not states[each.code].is_old(rules)
    }


def counts_from(rules: Rules) -> date:
    """What was measured before that day counts as not measured."""
    return months_before(rules.day, rules.village.old_after_months)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or the last one that month has."""
    place = day.year * MONTHS + day.month - 1 - months
    year, month = place // MONTHS, place % MONTHS + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _state(rows: Sequence[Reading]) -> State:
    newest = max(rows, key=lambda row: row.measured_at)
    strengths = [row.strength_dbm for row in rows if row.strength_dbm is not None]
    return State(
        level=median_low([row.level for row in rows]),
        count=len(rows),
        newest_date=timezone.localdate(newest.measured_at),
        strength_dbm=median_low(strengths) if strengths else None,
        technology=newest.technology,
    )
