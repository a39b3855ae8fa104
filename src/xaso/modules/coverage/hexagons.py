"""Hexagons of the map: a point becomes the hexagon it lies in, and nothing finer is kept of it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import h3

FILE = Path(__file__).parent / "data" / "hexagons.toml"
NORTH, EAST = (8, 24), (102, 110)
"""Degrees between which the country lies."""
EARTH_KM = 6371.0

Point = tuple[float, float]
"""Latitude, longitude."""


@dataclass(frozen=True)
class HexagonRule:
    version: str
    since: date
    confirmed: bool
    resolution: int
    outside_km: float
    neighbours: int
    power: float
    farthest_km: float


def hexagon_rule(day: date) -> HexagonRule:
    """The newest version begun by the day; before the first one, the first."""
    rules = _rules()
    begun = [each for each in rules if each.since <= day]
    return max(begun or rules[:1], key=lambda each: each.since)


def cell_at(point: Point, rule: HexagonRule) -> str:
    return str(h3.latlng_to_cell(*point, rule.resolution))


def middle_of(cell: str) -> Point:
    latitude, longitude = h3.cell_to_latlng(cell)
    return float(latitude), float(longitude)


def is_here(point: Point) -> bool:
    return NORTH[0] <= point[0] <= NORTH[1] and EAST[0] <= point[1] <= EAST[1]


def far_km(one: Point, other: Point) -> float:
    """Over the ground, by the haversine."""
    north, east = radians(other[0] - one[0]), radians(other[1] - one[1])
    half = sin(north / 2) ** 2 + cos(radians(one[0])) * cos(radians(other[0])) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def is_outside(cell: str, known: Iterable[Point], rule: HexagonRule) -> bool:
    """Of a commune whose places have no point yet nobody can say so."""
    middle, points = middle_of(cell), list(known)
    return bool(points) and all(far_km(middle, each) > rule.outside_km for each in points)


@cache
def _rules() -> tuple[HexagonRule, ...]:
    with FILE.open("rb") as file:
        rows = tomllib.load(file)
    return tuple(HexagonRule(version=version, **row) for version, row in rows.items())
