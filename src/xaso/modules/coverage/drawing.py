"""A sketch of the commune: villages where their centres lie, each with shape, pattern and letter.

Places are given in percent, so one drawing fits a phone and a desk with letters of one size.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from .queries.judging import Judged
from .rulebook import Rules
from .rules import CLASSES, UNKNOWN
from .scales import LEVELS, Operator

LEFT, RIGHT, TOP, BOTTOM = 6.0, 94.0, 6.0, 90.0
CLOSE_X, CLOSE_Y, STEP = 6.0, 7.0, 8.0
"""Marks nearer than this would cover each other; the later one moves down."""
CLASS_MARKS = {"trang": ("o-0", "T"), "lom": ("o-1", "L"), "yeu": ("o-2", "Y"), "dat": ("o-3", "Đ"),
               UNKNOWN: ("o-x", "?")}  # fmt: skip
LEVEL_MARKS = {0: "o-0", 1: "o-1", 2: "o-2", 3: "o-3", 4: "o-3"}
NOTHING = "o-x"


@dataclass(frozen=True)
class Mark:
    name: str
    village_id: UUID
    shape: str
    letter: str
    word: str | Promise
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


def sketch_of_classes(rows: Sequence[Judged]) -> Sketch:
    marks = [_mark(row, *CLASS_MARKS[row.class_name], CLASSES[row.class_name]) for row in rows]
    legend = tuple((*CLASS_MARKS[code], word) for code, word in CLASSES.items())
    return _laid_out(rows, marks, legend)


def sketch_of_operator(rows: Sequence[Judged], operator: Operator, rules: Rules) -> Sketch:
    """The level at the centre; what is old or was never measured stays empty."""
    marks = []
    for row in rows:
        state = row.centre[1].get(operator.code) if row.centre else None
        if state is None or state.is_old(rules):
            marks.append(_mark(row, NOTHING, "?", _("chưa đo")))
        else:
            shape, word = LEVEL_MARKS[state.level], LEVELS[state.level]
            marks.append(_mark(row, shape, str(state.level), word))
    legend = tuple((LEVEL_MARKS[level], str(level), word) for level, word in LEVELS.items())
    return _laid_out(rows, marks, (*legend, (NOTHING, "?", _("chưa đo"))))


def _mark(row: Judged, shape: str, letter: str, word: str | Promise) -> Mark:
    return Mark(row.village.name, row.village.pk, shape, letter, word)


def _laid_out(
    rows: Iterable[Judged],
    marks: Sequence[Mark],
    legend: tuple[tuple[str, str, str | Promise], ...],
) -> Sketch:
    points = {
        row.village.pk: (float(row.centre[0].longitude), float(row.centre[0].latitude))
        for row in rows
        if row.centre
        and row.centre[0].longitude is not None
        and row.centre[0].latitude is not None
    }
    placed = [mark for mark in marks if mark.village_id in points]
    missing = tuple(mark for mark in marks if mark.village_id not in points)
    across = _scale([x for x, _y in points.values()], LEFT, RIGHT)
    down = _scale([-y for _x, y in points.values()], TOP, BOTTOM)
    drawn: list[Mark] = []
    for mark in placed:
        x, y = points[mark.village_id]
        drawn.append(_apart(replace(mark, x=across[x], y=down[-y]), drawn))
    return Sketch(tuple(drawn), missing, legend)


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
