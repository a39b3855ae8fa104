"""What the program knows of a number from its own rows, which a person about to type should hear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from xaso.core.figures import Period
from xaso.core.units.models import Commune
from xaso.modules.indicators.packs.value_defs import ValueDef

from .counted import may_be_counted
from .definitions import accepted_for
from .value_now import ValueNow, counted_by_modules
from .values import value_now

Known = tuple[Decimal, date | None]
"""The number and the day it was counted."""


@dataclass(frozen=True)
class CountedElsewhere:
    now: Mapping[str, ValueNow]
    accepted: Mapping[str, Known]

    def of(self, code: str, village_id: UUID | None) -> Known | None:
        found = self.now.get(code)
        return counted_by_modules(found, village_id) if found else self.accepted.get(code)


def counted_elsewhere(
    commune: Commune, definitions: Iterable[ValueDef], last: date, today: date
) -> CountedElsewhere:
    """In the year of that day and until it. What is only ever typed costs two queries."""
    period = Period(date(last.year, 1, 1), last)
    listed = list(definitions)
    counted = [each for each in listed if may_be_counted(commune, each.code, period, today)]
    codes = {each.code for each in counted}
    accepted = {
        each.code: known
        for each in listed
        if each.code not in codes and (known := accepted_for(commune, each.code, today))
    }
    now = value_now(commune, counted, period, today) if counted else {}
    return CountedElsewhere(now, accepted)
