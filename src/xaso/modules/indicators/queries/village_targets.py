"""A target of the plan shared out over the villages: offered by households, kept as people say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil
from uuid import UUID

from xaso.core.units.models import Commune, Village
from xaso.modules.indicators.models import VillageTarget
from xaso.modules.plans.public import TargetToday

from .counted import HOUSEHOLDS
from .value_now import ValueNow


@dataclass(frozen=True)
class VillageAim:
    village: Village
    target: Decimal | None
    number: Decimal | None
    """What the village has; None while it has not told."""

    @property
    def missing(self) -> Decimal | None:
        if self.target is None or self.number is None:
            return None
        return max(self.target - self.number, Decimal(0))

    @property
    def is_met(self) -> bool | None:
        return None if self.missing is None else self.missing == 0


def village_targets(commune: Commune, target_id: UUID) -> dict[UUID, VillageTarget]:
    """The newest of each village. One query."""
    rows = VillageTarget.objects.of(commune).filter(target_id=target_id)
    return {row.village_id: row for row in rows.order_by("entered_at", "pk")}


def aims(
    villages: Sequence[Village], said: Mapping[UUID, VillageTarget], value: ValueNow | None
) -> list[VillageAim]:
    has = {part.village.pk: part.number for part in value.villages} if value else {}
    return [
        VillageAim(each, said[each.pk].number if each.pk in said else None, has.get(each.pk))
        for each in villages
    ]


def offered_split(
    target: TargetToday, villages: Sequence[Village], base: ValueNow | None
) -> dict[UUID, Decimal]:
    """A share asks each village for its part of its own base; a count is shared out by households
    so that the parts add up to the target exactly. Nothing is offered where neither is known."""
    if target.target is None or not villages:
        return {}
    if target.base_code:
        return _by_share(target, villages, base)
    return _by_households(target.target, villages)


def _by_share(
    target: TargetToday, villages: Sequence[Village], base: ValueNow | None
) -> dict[UUID, Decimal]:
    """Only on what each village has of the base itself; a number of the whole commune has no parts."""
    known: dict[UUID, Decimal | int | None] = {}
    if target.base_code == HOUSEHOLDS:
        known = {each.pk: each.household_count for each in villages}
    known |= {part.village.pk: part.number for part in base.villages} if base else {}
    percent = Fraction(target.target or 0)
    return {
        each.pk: Decimal(ceil(Fraction(number) * percent / 100))
        for each in villages
        if (number := known.get(each.pk)) is not None
    }


def _by_households(whole: Decimal, villages: Sequence[Village]) -> dict[UUID, Decimal]:
    """Largest remainders: whole numbers whose sum is the target."""
    weights = [Fraction(each.household_count or 0) for each in villages]
    if not all(weights):
        weights = [Fraction(1)] * len(villages)
    total = sum(weights, Fraction(0))
    exact = [Fraction(int(whole)) * weight / total for weight in weights]
    parts = [int(each) for each in exact]
    left = int(whole) - sum(parts)
    by_rest = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in by_rest[:left]:
        parts[at] += 1
    return {each.pk: Decimal(part) for each, part in zip(villages, parts, strict=True)}
