"""How the numbers of targets came to where they are, for the small trend of a tile."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from xaso.core.units.models import Commune
from xaso.modules.plans.lateness import local_day
from xaso.modules.plans.models import Target
from xaso.modules.plans.queries.figures import CountedFigure, number_of, sent_for

Trail = tuple[Decimal | None, ...]


def target_history(
    commune: Commune, target_ids: Collection[UUID], days: Sequence[date]
) -> dict[UUID, Trail]:
    """The number of each target at the end of each day, from what is accepted today; None before
    the first figure. Two queries, however many targets and days."""
    targets = list(Target.objects.of(commune).filter(pk__in=target_ids).select_related("commune"))
    sent = sent_for(targets)
    return {
        target.pk: tuple(_number_on(day, target, sent[target.pk]) for day in days)
        for target in targets
    }


def _number_on(day: date, target: Target, sent: Sequence[CountedFigure]) -> Decimal | None:
    newest = {figure.village_id: figure for figure in sent if local_day(figure.at) <= day}
    return number_of(target, list(newest.values()))
