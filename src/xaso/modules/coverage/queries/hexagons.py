"""What was measured in each hexagon, by operator: at places and in files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from statistics import median_low

from django.utils import timezone

from xaso.core.units.models import Commune
from xaso.modules.coverage.hexagons import HexagonRule, cell_at
from xaso.modules.coverage.models import Place, Reading
from xaso.modules.coverage.rulebook import Rules
from xaso.modules.coverage.standing import counts_from

from .samples import standing

BEST, WORST = "tot-nhat", "kem-nhat"
CellRow = tuple[str, str, int, date]
"""Hexagon, operator, level, day."""


@dataclass(frozen=True)
class CellState:
    """The newest month's median; of two middle values the lower one."""

    level: int
    count: int
    newest_date: date


Cells = Mapping[str, Mapping[str, CellState]]


def cells_measured(
    commune: Commune, rules: Rules, rule: HexagonRule, technology: str = ""
) -> Cells:
    """By hexagon and operator people can buy from, within the time that counts. Three queries."""
    since, here = counts_from(rules), {each.code for each in rules.operators}
    found: dict[str, dict[str, list[tuple[int, date]]]] = defaultdict(lambda: defaultdict(list))
    for rows in (
        _at_places(commune, since, rule, technology),
        _in_files(commune, since, rules, technology),
    ):
        for cell, operator, level, day in rows:
            if operator in here:
                found[cell][operator].append((level, day))
    return {
        cell: {operator: _state(rows) for operator, rows in by_operator.items()}
        for cell, by_operator in found.items()
    }


def layer_of(cells: Cells, chosen: str) -> dict[str, CellState]:
    """One operator's; or of those measured in a hexagon the best, the worst."""
    if chosen in (BEST, WORST):
        pick = max if chosen == BEST else min
        return {
            cell: pick(states.values(), key=lambda each: each.level)
            for cell, states in cells.items()
        }
    return {cell: states[chosen] for cell, states in cells.items() if chosen in states}


def _state(rows: list[tuple[int, date]]) -> CellState:
    newest = max(day for _level, day in rows)
    month = [level for level, day in rows if (day.year, day.month) == (newest.year, newest.month)]
    return CellState(median_low(month), len(month), newest)


def _at_places(
    commune: Commune, since: date, rule: HexagonRule, technology: str
) -> Iterator[CellRow]:
    places = Place.objects.of(commune).filter(closed_at=None)
    cells = {
        pk: cell_at((float(north), float(east)), rule)
        for pk, north, east in places.values_list("pk", "latitude", "longitude")
        if north is not None and east is not None
    }
    begin = timezone.make_aware(datetime.combine(since, time()))
    rows = standing(commune).filter(measured_at__gte=begin)
    if technology:
        rows = rows.filter(technology=technology)
    values = rows.values_list("place_id", "operator", "level", "measured_at")
    for place, operator, level, moment in values:
        if place in cells and level is not None:
            yield cells[place], operator, level, timezone.localdate(moment)


def _in_files(commune: Commune, since: date, rules: Rules, technology: str) -> Iterator[CellRow]:
    """A strength is the level its class stands for by the table of its own day."""
    rows = Reading.objects.of(commune).filter(is_outside=False, day__gte=since)
    if technology:
        rows = rows.filter(technology=technology)
    known: dict[tuple[int, str, date], int | None] = {}
    fields = ("cell", "operator", "level", "strength_dbm", "technology", "day")
    for cell, operator, level, dbm, of_technology, day in rows.values_list(*fields).iterator():
        if level is None and dbm is not None:
            key = (dbm, of_technology, day)
            if key not in known:
                table = rules.classes.on(day)
                known[key] = table.level_of(table.of_dbm(dbm, of_technology))
            level = known[key]
        if level is not None:
            yield cell, operator, level, day
