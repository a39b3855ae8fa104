"""A sketch of the commune: villages where their centres lie, each with shape, pattern and letter.

Places are given in percent, so one drawing fits a phone and a desk with letters of one size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.functional import Promise

LEFT, RIGHT, TOP, BOTTOM = 6.0, 94.0, 6.0, 90.0
CLOSE_X, CLOSE_Y, STEP = 6.0, 7.0, 8.0
"""Marks nearer than this would cover each other; the later one moves down."""
WORST, BAD, MIDDLING, GOOD, NOTHING = "o-0", "o-1", "o-2", "o-3", "o-x"
"""Shapes of ui/sketch.html: told apart without colour."""


@dataclass(frozen=True)
class Mark:
    village_id: UUID
    name: str
    url: str
    shape: str
    letter: str
    word: str | Promise
    is_code: bool = True
    """The letter stands for its word; else the word says it already."""
    x: float | None = None
    y: float | None = None

    @property
    def left(self) -> str:
        return f"{self.x:.1f}"

    @property
    def top(self) -> str:
        return f"{self.y:.1f}"


@dataclass(frozen=True)
class Sketch:
    drawn: tuple[Mark, ...]
    without_point: tuple[Mark, ...]
    legend: tuple[tuple[str, str, str | Promise], ...]


def sketch(
    marks: Sequence[Mark],
    points: Mapping[UUID, tuple[float, float]],
    legend: Sequence[tuple[str, str, str | Promise]],
) -> Sketch:
    """`points`: longitude and latitude of each village's centre, where they are known."""
    across = _scale([x for x, _y in points.values()], LEFT, RIGHT)
    down = _scale([-y for _x, y in points.values()], TOP, BOTTOM)
    drawn: list[Mark] = []
    for mark in marks:
        if mark.village_id in points:
            x, y = points[mark.village_id]
            drawn.append(_apart(replace(mark, x=across[x], y=down[-y]), drawn))
    missing = tuple(mark for mark in marks if mark.village_id not in points)
    return Sketch(tuple(drawn), missing, tuple(legend))


def _scale(values: Sequence[float], first: float, last: float) -> Mapping[float, float]:
    low, high = min(values, default=0.0), max(values, default=0.0)
    span = high - low
    middle = (first + last) / 2
    return {v: first + (last - first) * (v - low) / span if span else middle for v in values}


def _apart(mark: Mark, others: Sequence[Mark]) -> Mark:
    for _try in range(len(others)):
        if not any(_covers(mark, other) for other in others):
            break
        mark = replace(mark, y=(mark.y or 0) + STEP)
    return mark


def _covers(one: Mark, other: Mark) -> bool:
    across, down = (one.x or 0) - (other.x or 0), (one.y or 0) - (other.y or 0)
    return abs(across) < CLOSE_X and abs(down) < CLOSE_Y
