"""The whole map for a paper: names of people, never a login."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xaso.core.units.models import Commune
from xaso.modules.indicators import public as indicators
from xaso.modules.systems.queries.maps import holders, map_rows
from xaso.modules.systems.queries.sources import numbers_by_system


@dataclass(frozen=True)
class MapRow:
    name: str
    owner: str
    figures: tuple[str, ...]
    holders: str
    every: str
    last_date: date | None
    responsible: str


def map_for_paper(commune: Commune) -> list[MapRow]:
    """Systems in use, ministries first, then by name."""
    systems = sorted(
        (system for system in map_rows(commune) if not system.is_stopped),
        key=lambda system: (system.level_place, system.name_folded),
    )
    figures = numbers_by_system(commune, systems)
    codes = {row.value_code for rows in figures.values() for row in rows}
    names = indicators.number_names(commune, codes) if codes else {}
    return [
        MapRow(
            name=system.name,
            owner=system.owner_name or str(system.get_level_display()),
            figures=tuple(names[r.value_code] for r in figures[system] if r.value_code in names),
            holders=holders(system),
            every=str(system.get_every_display()),
            last_date=system.last_date,
            responsible=system.responsible.full_name if system.responsible else "",
        )
        for system in systems
    ]
