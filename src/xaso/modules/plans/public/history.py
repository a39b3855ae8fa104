"""How targets came to where they are, for trends."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from xaso.core.figures import Figure, Period
from xaso.core.units.models import Commune
from xaso.modules.plans.lateness import local_day
from xaso.modules.plans.models import Target
from xaso.modules.plans.queries.figures import (
    CountedFigure,
    Sums,
    counted_for,
    number_from,
    sums_of,
)

from .targets import TargetToday

Trail = tuple[Decimal | None, ...]


def target_history(
    commune: Commune, target_ids: Collection[UUID], days: Sequence[date]
) -> dict[UUID, Trail]:
    """The number of each target at the end of each day, from what is accepted today; None before
    the first figure. Two queries, however many targets and days."""
    targets = _targets(commune, target_ids)
    sums = sums_of(targets, days)
    return {
        each.pk: tuple(_number(each, sums.get((each.pk, day))) for day in days) for each in targets
    }


def targets_then(
    commune: Commune, targets: Sequence[TargetToday], days: Sequence[date]
) -> dict[UUID, tuple[TargetToday, ...]]:
    """Each target as its accepted figures stood at the end of each day. Three queries. The figures
    themselves come only with targets that have a code other numbers are counted under."""
    known = {target.id: target for target in targets}
    rows = _targets(commune, known)
    sums = sums_of(rows, days)
    coded = [row for row in rows if row.value_code or row.base_code]
    figures = counted_for(coded, days) if coded else {}
    return {
        row.pk: tuple(
            _then(known[row.pk], row, sums.get((row.pk, day)), figures.get(row.pk, ()), day)
            for day in days
        )
        for row in rows
    }


def _targets(commune: Commune, target_ids: Collection[UUID]) -> list[Target]:
    return list(Target.objects.of(commune).filter(pk__in=target_ids))


def _number(target: Target, sums: Sums | None) -> Decimal | None:
    return number_from(target, sums.villages, sums.whole) if sums else None


def _then(
    today: TargetToday,
    target: Target,
    sums: Sums | None,
    figures: Sequence[CountedFigure],
    day: date,
) -> TargetToday:
    period = Period(today.way.first_day, day)
    return replace(
        today,
        number=_number(target, sums),
        as_of=local_day(sums.at) if sums and sums.at else None,
        villages_reported=sums.reported if sums else 0,
        figures=tuple(
            Figure(
                code=each.value_code,
                number=each.number,
                period=period,
                source=each.task_code,
                as_of=local_day(each.at),
                village_id=each.village_id,
            )
            for each in figures
            if each.counts_on(day)
        ),
    )
