"""What a number is, and which stretch of days one of its kind is of, for who brings numbers in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ObjectDoesNotExist

from xaso.core.units.models import Commune
from xaso.modules.indicators.forms.stretches import Stretch, stretches
from xaso.modules.indicators.packs.value_defs import (
    IN_PERIOD,
    SINCE_NEW_YEAR,
    ValueDef,
    value_defs,
)
from xaso.modules.indicators.queries.definitions import definition_for

__all__ = ["NumberKind", "Stretch", "number_kinds", "number_kinds_named", "stretches"]


@dataclass(frozen=True)
class NumberKind:
    code: str
    name: str
    unit: str
    is_whole: bool
    is_percentage: bool
    is_of_villages: bool
    is_in_period: bool
    """Of a stretch of days; any other is of one day."""
    is_since_new_year: bool

    def days(self, stretch: tuple[date, date], as_of: date) -> tuple[date, date, date]:
        """First and last day the number speaks of, and the day it is as of."""
        if self.is_in_period:
            return (*stretch, stretch[1])
        first = date(as_of.year, 1, 1) if self.is_since_new_year else as_of
        return first, as_of, as_of


def number_kinds() -> tuple[NumberKind, ...]:
    """Every number of the program's list, in its order."""
    return tuple(_kind(each) for each in value_defs().values())


def number_kinds_named(
    commune: Commune, codes: Iterable[str], today: date
) -> dict[str, NumberKind]:
    """Those of a province's pack and of the plan's targets too; a code nobody knows is left out."""
    found = {}
    for code in codes:
        try:
            found[code] = _kind(definition_for(commune, code, today))
        except ObjectDoesNotExist:
            continue
    return found


def _kind(definition: ValueDef) -> NumberKind:
    return NumberKind(
        code=definition.code,
        name=definition.name,
        unit=definition.unit,
        is_whole=definition.is_whole,
        is_percentage=definition.is_percentage,
        is_of_villages=definition.is_of_villages,
        is_in_period=definition.period_rule == IN_PERIOD,
        is_since_new_year=definition.period_rule == SINCE_NEW_YEAR,
    )
