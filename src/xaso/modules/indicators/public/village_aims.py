"""What villages were given of the targets of a year, and what each has reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xaso.core.switches.known import is_on
from xaso.core.units.models import Commune, Village
from xaso.modules.indicators.models import VillageTarget
from xaso.modules.indicators.queries.targets import TargetState, target_states
from xaso.modules.indicators.queries.value_now import ValueNow
from xaso.modules.indicators.queries.village_targets import VillageAim, aims

Said = Mapping[tuple[UUID, UUID], VillageTarget]
"""By target and village."""


@dataclass(frozen=True)
class TargetOfVillages:
    code: str
    name: str
    unit: str
    by_date: date
    aims: tuple[VillageAim, ...]


def targets_of_villages(
    commune: Commune, villages: Sequence[Village], today: date
) -> list[TargetOfVillages]:
    """Targets of the year that were shared out to one of these villages, the next due first. No
    query more than for the targets of the commune."""
    if not is_on(commune, "indicators"):
        return []
    rows = (
        VillageTarget.objects.of(commune).filter(village__in=villages).order_by("entered_at", "pk")
    )
    said = {(row.target_id, row.village_id): row for row in rows}
    if not said:
        return []
    given = {target for target, _village in said}
    found = [
        _of_villages(state, villages, said)
        for state in target_states(commune, today.year, today)
        if state.target.id in given
    ]
    return sorted(found, key=lambda each: (each.by_date, each.code))


def _of_villages(state: TargetState, villages: Sequence[Village], said: Said) -> TargetOfVillages:
    target = state.target
    own = {v.pk: said[target.id, v.pk] for v in villages if (target.id, v.pk) in said}
    there = [village for village in villages if village.pk in own]
    return TargetOfVillages(
        code=target.code,
        name=target.name,
        unit="" if target.base_code else target.unit,
        by_date=target.by_date,
        aims=tuple(aims(there, own, counted_by_villages(state))),
    )


def counted_by_villages(state: TargetState) -> ValueNow | None:
    values = [each for each in state.now.values if each.code != state.target.base_code]
    return next((each for each in values if each.villages), None)
