"""What the sketch of the commune says of the signal: the class of each village, or one operator's level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from xaso.core.ui.sketch import BAD, GOOD, MIDDLING, NOTHING, WORST, Mark, Sketch, sketch

from .queries.judging import Judged
from .rulebook import Rules
from .rules import CLASSES, UNKNOWN
from .scales import LEVELS, Operator

CLASS_MARKS = {"trang": (WORST, "T"), "lom": (BAD, "L"), "yeu": (MIDDLING, "Y"), "dat": (GOOD, "Đ"),
               UNKNOWN: (NOTHING, "?")}  # fmt: skip
LEVEL_MARKS = {0: WORST, 1: BAD, 2: MIDDLING, 3: GOOD, 4: GOOD}


def sketch_of_classes(rows: Sequence[Judged]) -> Sketch:
    marks = [_mark(row, *CLASS_MARKS[row.class_name], CLASSES[row.class_name]) for row in rows]
    legend = [(*CLASS_MARKS[code], word) for code, word in CLASSES.items()]
    return sketch(marks, _points(rows), legend)


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
    legend = [(LEVEL_MARKS[level], str(level), word) for level, word in LEVELS.items()]
    return sketch(marks, _points(rows), [*legend, (NOTHING, "?", _("chưa đo"))])


def _mark(row: Judged, shape: str, letter: str, word: str | Promise) -> Mark:
    url = reverse("coverage:village", args=[row.village.pk])
    return Mark(row.village.pk, row.village.name, url, shape, letter, word)


def _points(rows: Sequence[Judged]) -> Mapping[UUID, tuple[float, float]]:
    centres = [(row.village.pk, row.centre[0]) for row in rows if row.centre]
    return {
        village: (float(centre.longitude), float(centre.latitude))
        for village, centre in centres
        if centre.longitude is not None and centre.latitude is not None
    }
