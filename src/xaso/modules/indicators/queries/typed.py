"""Which of the typed rows of one number count in a period. Nothing here asks the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from xaso.core.figures import Period
from xaso.modules.indicators.models import Value
from xaso.modules.indicators.packs.value_defs import (
    IN_PERIOD,
    SINCE_NEW_YEAR,
    ValueDef,
)


@dataclass(frozen=True)
class Taken:
    """`covers_to` is the last day the number speaks of; a flow with a hole ends before it."""

    number: Decimal
    as_of: date
    covers_to: date
    rows: tuple[Value, ...]


def taken(rows: Iterable[Value], definition: ValueDef, period: Period) -> Taken | None:
    """The rows are of this definition and of one place."""
    known = [row for row in newest_of_each_day(rows) if row.number is not None]
    if definition.period_rule == IN_PERIOD:
        return _added_up(known, period, at_once=definition.is_percentage)
    if definition.period_rule == SINCE_NEW_YEAR:
        known = [row for row in known if row.first == date(period.last.year, 1, 1)]
    known = [row for row in known if row.last in period]
    return _as_one([max(known, key=_newness)]) if known else None


def newest_of_each_day(rows: Iterable[Value]) -> list[Value]:
    """A correction stands in the place of what it corrects, also when it takes the number back."""
    newest: dict[tuple[date, date], Value] = {}
    for row in sorted(rows, key=lambda row: (row.entered_at, row.pk)):
        newest[row.first, row.last] = row
    return list(newest.values())


def reason_for_none(rows: Iterable[Value], period: Period) -> str:
    """What a person wrote instead of a number."""
    said = [row for row in rows if row.number is None and row.last in period]
    return max(said, key=_newness).reason if said else ""


def _added_up(rows: Sequence[Value], period: Period, *, at_once: bool) -> Taken | None:
    """Months, quarters and years that follow each other without a hole from the first day on.

    A whole month takes the place of what was typed while it was still running. Percentages are
    never added up: `at_once` takes the longest one from the first day.
    """
    chain: list[Value] = []
    begin = period.first
    while next_ones := [row for row in rows if row.first == begin and row.last <= period.last]:
        chain.append(max(next_ones, key=lambda row: row.last))
        begin = chain[-1].last + timedelta(days=1)
        if at_once:
            break
    return _as_one(chain) if chain else None


def _as_one(rows: list[Value]) -> Taken:
    return Taken(
        number=sum((row.number or Decimal(0) for row in rows), Decimal(0)),
        as_of=max(row.as_of for row in rows),
        covers_to=rows[-1].last,
        rows=tuple(rows),
    )


def _newness(row: Value) -> tuple[object, ...]:
    return (row.last, row.as_of, row.entered_at)
