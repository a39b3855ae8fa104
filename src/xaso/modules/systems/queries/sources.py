"""The reverse of the map: a number, and where it is taken from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from xaso.core.units.models import Commune
from xaso.modules.indicators.public.numbers import NumberName, numbers_asked, numbers_counted
from xaso.modules.systems.models import System, SystemFigure

from .maps import map_rows


@dataclass(frozen=True)
class Source:
    system: System
    where: str


@dataclass(frozen=True)
class NumberSource:
    number: NumberName
    sources: tuple[Source, ...]
    is_counted: bool
    """The program counts it from its own rows."""

    @property
    def is_lost(self) -> bool:
        """Nobody has said where it comes from."""
        return not self.sources and not self.is_counted


def number_sources(commune: Commune, today: date) -> list[NumberSource]:
    """Every number the commune may be asked for, in the order of the list; five queries."""
    systems = {system.pk: system for system in map_rows(commune) if not system.is_stopped}
    found: dict[str, list[Source]] = defaultdict(list)
    for row in SystemFigure.objects.of(commune).order_by("system__name_folded", "pk"):
        if row.system_id in systems:
            found[row.value_code].append(Source(systems[row.system_id], row.where))
    counted = numbers_counted(commune, today)
    return [
        NumberSource(number, tuple(found.get(number.code, ())), number.code in counted)
        for number in numbers_asked(commune, today)
    ]


def numbers_by_system(
    commune: Commune, systems: Iterable[System]
) -> dict[System, list[SystemFigure]]:
    by_key = {system.pk: system for system in systems}
    found: dict[System, list[SystemFigure]] = {system: [] for system in by_key.values()}
    rows = SystemFigure.objects.of(commune).filter(system__in=by_key).order_by("value_code")
    for row in rows:
        found[by_key[row.system_id]].append(row)
    return found
