from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from uuid import UUID

from xaso.core.units.models import Commune
from xaso.modules.indicators.models import Value
from xaso.modules.indicators.queries.target_number import definitions_of
from xaso.modules.indicators.queries.target_trend import at_the_end, number_on
from xaso.modules.indicators.queries.targets import TargetState
from xaso.modules.indicators.queries.values import open_villages
from xaso.modules.plans import public as plans


def target_trends(
    commune: Commune, states: Sequence[TargetState], days: Sequence[date]
) -> dict[UUID, list[Fraction | None]]:
    """The number of each target at the end of each day, by the rule of its number of today. Four
    queries, however many targets and days; what other modules count stands at the last day."""
    targets = [state.target for state in states]
    then = plans.targets_then(commune, targets, days)
    codes = {target.id: {each.code for each in definitions_of(target)} for target in targets}
    rows = list(Value.objects.of(commune).filter(code__in=set().union(*codes.values())))
    villages = open_villages(commune)
    last = at_the_end(commune, days, set().union(*codes.values()))
    found: dict[UUID, list[Fraction | None]] = {}
    for target in targets:
        own = [row for row in rows if row.code in codes[target.id]]
        found[target.id] = [
            number_on(each, own, villages, day, last if day == days[-1] else ())
            for each, day in zip(then[target.id], days, strict=True)
        ]
    return found
