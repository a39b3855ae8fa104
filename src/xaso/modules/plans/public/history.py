"""How targets came to where they are, for trends."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from xaso.core.figures import Period
from xaso.core.units.models import Commune
from xaso.modules.plans.lateness import local_day
from xaso.modules.plans.models import Target
from xaso.modules.plans.queries.figures import CountedFigure, number_of, sent_for

from .targets import TargetToday, figure_of

Trail = tuple[Decimal | None, ...]


def target_history(
    commune: Commune, target_ids: Collection[UUID], days: Sequence[date]
) -> dict[UUID, Trail]:
    """The number of each target at the end of each day, from what is accepted today; None before
    the first figure. Two queries, however many targets and days."""
    return {
        target.pk: tuple(number_of(target, _newest(sent, day)) for day in days)
        for target, sent in _sent(commune, target_ids)
    }


def targets_then(
    commune: Commune, targets: Sequence[TargetToday], days: Sequence[date]
) -> dict[UUID, tuple[TargetToday, ...]]:
    """Each target as its accepted figures stood at the end of each day. Two queries."""
    known = {target.id: target for target in targets}
    return {
        target.pk: tuple(_then(known[target.pk], target, sent, day) for day in days)
        for target, sent in _sent(commune, known)
    }


def _sent(
    commune: Commune, target_ids: Collection[UUID]
) -> list[tuple[Target, list[CountedFigure]]]:
    targets = list(Target.objects.of(commune).filter(pk__in=target_ids).select_related("commune"))
    figures = sent_for(targets)
    return [(target, figures[target.pk]) for target in targets]


def _newest(sent: Sequence[CountedFigure], day: date) -> list[CountedFigure]:
    newest = {figure.village_id: figure for figure in sent if local_day(figure.at) <= day}
    return list(newest.values())


def _then(
    today: TargetToday, target: Target, sent: Sequence[CountedFigure], day: date
) -> TargetToday:
    newest = _newest(sent, day)
    days = [local_day(figure.at) for figure in newest]
    return replace(
        today,
        number=number_of(target, newest),
        as_of=max(days, default=None),
        villages_reported=sum(figure.village_id is not None for figure in newest),
        figures=tuple(figure_of(each, Period(today.way.first_day, day)) for each in newest),
    )
