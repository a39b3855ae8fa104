"""The map of hexagons: measured, between measured ones, and what nobody knows, with the same facts as text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _t

from xaso.core.pages.addresses import FilterLink, address
from xaso.core.pages.pages import TextPage
from xaso.core.units.models import Village
from xaso.modules.coverage.hexagons import Point, cell_at, far_km, hexagon_rule, middle_of
from xaso.modules.coverage.hexmap import HexMap, hex_map
from xaso.modules.coverage.models import PlaceKind, Technology
from xaso.modules.coverage.queries.hexagons import (
    BEST,
    WORST,
    CellState,
    cells_measured,
    layer_of,
)
from xaso.modules.coverage.queries.places import places_of
from xaso.modules.coverage.scales import LEVELS
from xaso.modules.coverage.spreading import spread

from .ruled import Ruled

T = TypeVar("T")

AROUND_KM = 3
"""How much of the land a village's own map shows."""
TECHNOLOGIES = (Technology.G2, Technology.G3, Technology.G4, Technology.G5)


@dataclass(frozen=True)
class VillageLine:
    number: int
    village: Village
    levels: tuple[tuple[int, int], ...]
    """Level and how many measured hexagons, the best first."""
    between: int
    newest: date | None
    is_known: bool
    """Something was measured at its centre, or near enough."""


@dataclass(frozen=True)
class CellLine:
    near: str
    level: int
    word: str | Promise
    state: CellState


class Hexagons(Ruled, TextPage):
    right = "coverage.read"
    template_name = "coverage/hexagons.html"

    @property
    def today(self) -> date:
        return self.rules.day

    @cached_property
    def layers(self) -> dict[str, str]:
        best = {BEST: _t("Nhà mạng tốt nhất"), WORST: _t("Nhà mạng kém nhất")}
        return best | {each.code: each.name for each in self.rules.operators}

    @property
    def layer(self) -> str:
        asked = self.request.GET.get("mang", "")
        return asked if asked in self.layers else BEST

    @property
    def technology(self) -> str:
        asked = self.request.GET.get("cong-nghe", "")
        return asked if asked in TECHNOLOGIES else ""

    @cached_property
    def spots(self) -> list[tuple[Village, str, Point, bool]]:
        """Villages and names of the places in use that lie somewhere; is it the centre of its village?"""
        rows = places_of(self.actor.commune).filter(closed_at=None)
        return [
            (row.village, row.name, (float(row.latitude), float(row.longitude)),
             row.kind == PlaceKind.CENTRE)
            for row in rows
            if row.latitude is not None and row.longitude is not None
        ]  # fmt: skip

    @cached_property
    def around(self) -> tuple[Village, Point] | None:
        """The village whose number in the list of the whole map was pressed."""
        asked = self.request.GET.get("so", "")
        found = [row for row in self._numbered if str(row[0]) == asked]
        return found[0][1:] if found else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rule = hexagon_rule(self.today)
        cells = cells_measured(self.actor.commune, self.rules, rule, self.technology)
        states = layer_of(cells, self.layer)
        between = spread({cell: state.level for cell, state in states.items()}, rule)
        unknown = {cell_at(point, rule) for _v, _n, point, _c in self.spots}
        states, between = self._near(states), self._near(between)
        lines = self._village_lines(states, between, {*states, *between})
        return super().get_context_data(
            title=self._title(),
            layer=self.layers[self.layer],
            technology=self.technology.upper(),
            map=self._map(states, between, unknown),
            lines=lines,
            cells=self._cell_lines(states) if self.around else [],
            count=len(states),
            layer_filters=self._filters("mang", self.layers, self.layer),
            technology_filters=self._filters(
                "cong-nghe",
                {"": _t("Mọi công nghệ"), **{code: code.upper() for code in TECHNOLOGIES}},
                self.technology,
            ),
            levels=[(level, LEVELS[level]) for level in sorted(LEVELS, reverse=True)],
            village=self.around[0] if self.around else None,
            whole_url=address(self.request, so=""),
            rule=rule,
            rules=self.rules,
            today=self.today,
            **kwargs,
        )

    def _title(self) -> str:
        if self.around:
            return _t("Bản đồ sóng quanh thôn %(name)s") % {"name": self.around[0].name}
        return _t("Bản đồ sóng theo ô")

    def _near(self, cells: Mapping[str, T]) -> dict[str, T]:
        if self.around is None:
            return dict(cells)
        point = self.around[1]
        return {cell: each for cell, each in cells.items()
                if far_km(middle_of(cell), point) <= AROUND_KM}  # fmt: skip

    def _map(
        self, states: Mapping[str, CellState], between: Mapping[str, int], unknown: set[str]
    ) -> HexMap | None:
        levels = {cell: state.level for cell, state in states.items()}
        numbers = [(str(number), point) for number, _village, point in self._numbered]
        if self.around:
            point = self.around[1]
            numbers = [row for row in numbers if far_km(row[1], point) <= AROUND_KM]
            unknown = set(self._near(dict.fromkeys(unknown, 0)))
        return hex_map(levels, between, unknown, numbers) if levels or unknown else None

    @cached_property
    def _numbered(self) -> list[tuple[int, Village, Point]]:
        centres = [(village, point) for village, _n, point, is_centre in self.spots if is_centre]
        return [(number, *row) for number, row in enumerate(centres, start=1)]

    def _village_lines(
        self, states: Mapping[str, CellState], between: Mapping[str, int], known: set[str]
    ) -> list[VillageLine]:
        rule = hexagon_rule(self.today)
        here: dict[UUID | None, list[CellState]] = defaultdict(list)
        for cell, state in states.items():
            here[self._nearest(cell)[0]].append(state)
        near = Counter(self._nearest(cell)[0] for cell in between)
        return [
            VillageLine(
                number,
                village,
                tuple(sorted(Counter(s.level for s in here[village.pk]).items(), reverse=True)),
                near[village.pk],
                max((s.newest_date for s in here[village.pk]), default=None),
                cell_at(point, rule) in known,
            )
            for number, village, point in self._numbered
            if self.around is None or far_km(point, self.around[1]) <= AROUND_KM
        ]

    def _cell_lines(self, states: Mapping[str, CellState]) -> list[CellLine]:
        found = [
            CellLine(self._nearest(cell)[1], state.level, LEVELS[state.level], state)
            for cell, state in states.items()
        ]
        return sorted(found, key=lambda each: (each.near, each.level))

    def _nearest(self, cell: str) -> tuple[UUID | None, str]:
        """Village and place; nobody while no place has a point. Degrees are good enough to compare: the
        land is small."""
        if not self.spots:
            return None, ""
        north, east = middle_of(cell)
        village, name, _point, _c = min(
            self.spots, key=lambda row: (row[2][0] - north) ** 2 + (row[2][1] - east) ** 2
        )
        return village.pk, name

    def _filters(self, name: str, words: Mapping[str, str], now: str) -> list[FilterLink]:
        return [
            FilterLink(word, address(self.request, **{name: code}), code == now)
            for code, word in words.items()
        ]
