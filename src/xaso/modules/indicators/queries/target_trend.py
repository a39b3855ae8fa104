"""The way of one target, month by month, by the same rules as its number of today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from django.utils import timezone

from xaso.core.figures import Figure, Period
from xaso.core.units.models import Commune, Village
from xaso.modules.indicators.models import Value
from xaso.modules.plans.public import TargetToday, TrailRow
from xaso.modules.plans.public.history import target_history

from .counted import figures_by_code
from .target_number import definitions_of, number_now
from .value_now import choose, group_rows


def target_trend(
    commune: Commune,
    target: TargetToday,
    days: Sequence[date],
    *,
    trail: Sequence[TrailRow],
    rows: Sequence[Value],
    villages: Sequence[Village],
) -> list[Fraction | None]:
    """Two queries for what plans counted; everything else is at hand."""
    counted = target_history(commune, [target.id], days)[target.id]
    numbers = []
    for day, number in zip(days, counted, strict=True):
        then = replace(target, number=number, as_of=day, figures=_figures(target, trail, day))
        numbers.append(number_on(then, rows, villages, day))
    return numbers


def number_on(
    target: TargetToday, rows: Sequence[Value], villages: Sequence[Village], day: date
) -> Fraction | None:
    period = Period(date(day.year, 1, 1), day)
    known = group_rows(row for row in rows if row.last in period)
    figures = figures_by_code(target.figures, period, day, villages)
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


def _figures(target: TargetToday, trail: Sequence[TrailRow], day: date) -> tuple[Figure, ...]:
    """The newest of each village sent by that day."""
    newest: dict[UUID | None, TrailRow] = {}
    for row in sorted(trail, key=lambda row: row.sent_at):
        if _day(row.sent_at) <= day:
            newest[row.village_id] = row
    period = Period(target.way.first_day, day)
    return tuple(
        Figure(
            target.value_code, row.number, period, row.task_code, _day(row.sent_at), row.village_id
        )
        for row in newest.values()
    )


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
