"""Hexagons as a drawing: one path for each level, whose points are the middles; a marker draws the
hexagon there. So a thousand of them weigh some kilobytes and need no script."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians

import h3

from .hexagons import Point, middle_of

UNITS_A_KM, NORTH_KM, EAST_KM = 50, 110.57, 111.32
"""Kilometres of a degree; of longitude at the equator."""
MARGIN, LEAST_SIDE = 30, 200
SMALL_LABEL, LABELS_ACROSS, ABOVE = 13, 60, 14
MOST_DIGITS = 400
"""More would lie too close to be read, and weigh more than the map."""
SOLID, HATCHED, EMPTY = "m", "i", "e"


@dataclass(frozen=True)
class Band:
    """Hexagons that look alike."""

    look: str
    """ "m3" measured, level 3 · "i0" between measured ones, level 0 · "e" nobody knows."""
    path: str
    digits: str = ""
    xs: str = ""
    ys: str = ""


@dataclass(frozen=True)
class Label:
    text: str
    x: int
    y: int


@dataclass(frozen=True)
class HexMap:
    width: int
    height: int
    hexagon: str
    """The shape all hexagons of so small a land have."""
    bands: tuple[Band, ...]
    labels: tuple[Label, ...]

    @property
    def kilometre(self) -> int:
        return UNITS_A_KM

    @property
    def label_size(self) -> int:
        return max(SMALL_LABEL, self.width // LABELS_ACROSS)


def hex_map(
    measured: Mapping[str, int],
    between: Mapping[str, int],
    unknown: Iterable[str],
    names: Sequence[tuple[str, Point]],
) -> HexMap:
    """`names`: what is written beside a point."""
    nobody = sorted(set(unknown) - measured.keys() - between.keys())
    cells = [*measured, *between, *nobody]
    paper = _Paper([middle_of(cell) for cell in cells] + [point for _text, point in names])
    groups: dict[str, list[str]] = defaultdict(list)
    for cell, level in between.items():
        groups[f"{HATCHED}{level}"].append(cell)
    for cell, level in measured.items():
        groups[f"{SOLID}{level}"].append(cell)
    groups[EMPTY] = nobody
    shows_digits = len(measured) <= MOST_DIGITS
    bands = [
        _band(look, [paper.at(middle_of(cell)) for cell in _walk(groups[look])], shows_digits)
        for look in sorted(groups)
        if groups[look]
    ]
    labels = [_label(text, *paper.at(point)) for text, point in names]
    shape = paper.shape(cells[0]) if cells else ""
    return HexMap(paper.width, paper.height, shape, tuple(bands), tuple(labels))


class _Paper:
    def __init__(self, points: Sequence[Point]) -> None:
        norths, easts = [p[0] for p in points] or [0.0], [p[1] for p in points] or [0.0]
        self.top, self.left = max(norths), min(easts)
        self.narrow = cos(radians((max(norths) + min(norths)) / 2))
        right, bottom = self._units((min(norths), max(easts)))
        self.width = max(round(right) + 2 * MARGIN, LEAST_SIDE)
        self.height = max(round(bottom) + 2 * MARGIN, LEAST_SIDE // 2)
        self.aside = (self.width - right) / 2, (self.height - bottom) / 2

    def at(self, point: Point) -> tuple[int, int]:
        x, y = self._units(point)
        return round(x + self.aside[0]), round(y + self.aside[1])

    def shape(self, cell: str) -> str:
        middle = self._units(middle_of(cell))
        corners = [self._units(corner) for corner in h3.cell_to_boundary(cell)]
        said = [f"{x - middle[0]:.1f} {y - middle[1]:.1f}" for x, y in corners]
        return f"M{'L'.join(said)}z"

    def _units(self, point: Point) -> tuple[float, float]:
        x = (point[1] - self.left) * EAST_KM * self.narrow * UNITS_A_KM
        return x, (self.top - point[0]) * NORTH_KM * UNITS_A_KM


def _walk(cells: Iterable[str]) -> list[str]:
    """From neighbour to neighbour, the loneliest first: such steps are short to say."""
    left = set(cells)
    beside = {cell: [each for each in h3.grid_ring(cell, 1) if each in left] for cell in left}
    order: list[str] = []
    for start in sorted(left):
        cell: str | None = start if start in left else None
        while cell is not None:
            left.discard(cell)
            order.append(cell)
            free = [each for each in beside[cell] if each in left]
            cell = min(free, key=lambda each: len(left.intersection(beside[each])), default=None)
    return order


def _label(text: str, x: int, y: int) -> Label:
    return Label(text, x, y - ABOVE)


def _band(look: str, points: list[tuple[int, int]], shows_digits: bool) -> Band:
    if not look.startswith(SOLID) or not shows_digits:
        return Band(look, _path(points))
    return Band(
        look,
        _path(points),
        look[1:] * len(points),
        " ".join(str(x) for x, _y in points),
        " ".join(str(y) for _x, y in points),
    )


def _path(points: Sequence[tuple[int, int]]) -> str:
    """Each point said from the one before, which is shorter."""
    before, said = (0, 0), []
    for x, y in points:
        said.append(f"{x - before[0]} {y - before[1]}".replace(" -", "-"))
        before = (x, y)
    return f"m{' '.join(said)}".replace(" -", "-")
