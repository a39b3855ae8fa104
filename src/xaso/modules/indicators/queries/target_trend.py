"""The way of one target, month by month, by the same rules as its number of today."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from fractions import Fraction

from xaso.core.figures import Figure, Period
from xaso.core.units.models import Commune, Village
from xaso.modules.indicators.models import Value
from xaso.modules.plans.public import TargetToday, targets_then

from .counted import figures_by_code
from .counted_modules import of_modules
from .target_number import definitions_of, number_now
from .value_now import choose, group_rows


def target_trend(
    commune: Commune,
    target: TargetToday,
    days: Sequence[date],
    *,
    rows: Sequence[Value],
    villages: Sequence[Village],
) -> list[Fraction | None]:
    """Two queries for what plans counted; what other modules count stands at the last day."""
    then = targets_then(commune, [target], days)[target.id]
    last = at_the_end(commune, days, {each.code for each in definitions_of(target)})
    return [
        number_on(each, rows, villages, day, last if day == days[-1] else ())
        for each, day in zip(then, days, strict=True)
    ]


def at_the_end(commune: Commune, days: Sequence[date], codes: Collection[str]) -> list[Figure]:
    """Asked once, for the last of the days: each day more would ask every module again."""
    if not days:
        return []
    year = Period(date(days[-1].year, 1, 1), days[-1])
    return of_modules(commune, year, days[-1], codes)


def number_on(
    target: TargetToday,
    rows: Sequence[Value],
    villages: Sequence[Village],
    day: date,
    module_figures: Iterable[Figure] = (),
) -> Fraction | None:
    period = Period(date(day.year, 1, 1), day)
    known = group_rows(row for row in rows if row.last in period)
    figures = figures_by_code(target.figures, period, day, villages, module_figures)
    values = {
        each.code: choose(
            each,
            period,
            rows=known.get(each.code, []),
            figures=figures.get(each.code, []),
            villages=villages,
        )
        for each in definitions_of(target)
    }
    return number_now(target, values).number
