"""Charts drawn by the server as SVG, each with the same figures as a table beneath.

Places are given in percent, so one drawing fits a phone and a desk with letters of one size.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from xaso.lib.numbers import write_number

Number = Decimal | Fraction | int | float
TOP, BOTTOM, LEFT, RIGHT = 10.0, 86.0, 2.0, 98.0
"""The part of the drawing, in percent, in which the line runs."""


@dataclass(frozen=True)
class Point:
    label: str
    value: Number | None
    """None is a gap in the line, never a zero."""


@dataclass(frozen=True)
class Bar:
    label: str
    low: Number | None
    high: Number | None = None
    """The best case while figures are missing; the bar shows the span between."""
    total: Number = 100
    goal: Number | None = None
    url: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Part:
    label: str
    value: int
    url: str = ""


@dataclass(frozen=True)
class Chart:
    title: str
    body: SafeString
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def trend(
    title: str,
    points: Sequence[Point],
    *,
    goal: Number | None = None,
    unit: str = "",
    note: str = "",
) -> Chart:
    known = [float(p.value) for p in points if p.value is not None]
    scale = _Scale.around([*known, *([float(goal)] if goal is not None else [])])
    places = [
        (_across(i, len(points)), None if p.value is None else scale.down(float(p.value)))
        for i, p in enumerate(points)
    ]
    body = render_to_string(
        "ui/charts/trend.html",
        {
            "title": title,
            "desc": _trend_in_words(points, unit),
            "lines": [(f"{scale.down(v):.1f}", _text(v, unit)) for v in scale.steps],
            "goal": None if goal is None else f"{scale.down(float(goal)):.1f}",
            "goal_text": _("Đích %(value)s") % {"value": _text(goal, unit)},
            "path": _path(places),
            "dots": [(f"{x:.1f}", f"{y:.1f}") for x, y in places if y is not None],
            "last": _last(points, unit),
            "ticks": _ticks(points),
        },
    )
    rows = tuple((p.label, _text(p.value, unit)) for p in points)
    return Chart(title, body, (_("Kỳ"), _("Giá trị")), rows, note)


def bars(title: str, rows: Sequence[Bar], *, unit: str = "", note: str = "") -> Chart:
    body = render_to_string(
        "ui/charts/bars.html",
        {
            "title": title,
            "rows": [
                {
                    "bar": row,
                    "low": _share(row.low, row.total),
                    "high": _share(row.high, row.total),
                    "goal": None if row.goal is None else _share(row.goal, row.total),
                    "text": _span_text(row, unit),
                }
                for row in rows
            ],
        },
    )
    table = tuple((row.label, _span_text(row, unit), _text(row.total, unit)) for row in rows)
    return Chart(title, body, (_("Mục"), _("Hiện có"), _("Trên")), table, note)


def stacked(title: str, parts: Sequence[Part], *, note: str = "") -> Chart:
    """How a whole is divided: at most six parts, in the order given."""
    total = sum(part.value for part in parts)
    start, drawn = 0.0, []
    for number, part in enumerate(parts):
        width = part.value / total * 100 if total else 0.0
        drawn.append({"part": part, "number": number, "x": f"{start:.2f}", "w": f"{width:.2f}"})
        start += width
    body = render_to_string("ui/charts/stacked.html", {"title": title, "parts": drawn})
    rows = tuple((part.label, _text(part.value)) for part in parts)
    return Chart(title, body, (_("Phần"), _("Số lượng")), rows, note)


def spark(values: Sequence[Number | None]) -> SafeString:
    """A line the size of a word, for a tile; the tile's own words carry the meaning."""
    known = [float(v) for v in values if v is not None]
    if len(known) < 2:
        return mark_safe("")
    low, span = min(known), (max(known) - min(known)) or 1.0
    places = [
        (4 + 92 * i / (len(values) - 1), None if v is None else 88 - 76 * (float(v) - low) / span)
        for i, v in enumerate(values)
    ]
    return format_html(
        '<svg class="spark" width="88" height="30" viewBox="0 0 100 100"'
        ' preserveAspectRatio="none" aria-hidden="true"><path class="trend-line" d="{}"'
        ' vector-effect="non-scaling-stroke"/></svg>',
        _path(places),
    )


@dataclass(frozen=True)
class _Scale:
    low: float
    high: float
    steps: tuple[float, ...]

    @classmethod
    def around(cls, values: Sequence[float]) -> _Scale:
        """Starts at zero unless all values lie far above it; three to five round lines."""
        least, most = min(values, default=0.0), max(values, default=1.0)
        if least >= 0 and most - least > least / 4:
            least = 0.0
        step = _round_step((most - least) / 3 or abs(most) / 3 or 1.0)
        low = math.floor(least / step) * step
        high = max(math.ceil(most / step) * step, low + step)
        lines = round((high - low) / step)
        return cls(low, high, tuple(round(low + i * step, 9) for i in range(lines + 1)))

    def down(self, value: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * (value - self.low) / (self.high - self.low)


def _round_step(rough: float) -> float:
    size = float(10 ** math.floor(math.log10(rough)))
    return next(size * nice for nice in (1, 2, 2.5, 5, 10) if size * nice >= rough * 0.999)


def _across(index: int, count: int) -> float:
    return LEFT + (RIGHT - LEFT) * index / (count - 1) if count > 1 else (LEFT + RIGHT) / 2


def _path(places: Sequence[tuple[float, float | None]]) -> str:
    """A new stretch begins after each gap."""
    drawn, pen_down = [], False
    for x, y in places:
        if y is not None:
            drawn.append(f"{'L' if pen_down else 'M'}{x:.1f} {y:.1f}")
        pen_down = y is not None
    return "".join(drawn)


def _last(points: Sequence[Point], unit: str) -> str:
    return next((_text(p.value, unit) for p in reversed(points) if p.value is not None), "")


def _ticks(points: Sequence[Point]) -> list[tuple[str, str, str]]:
    """First, middle and last name under the line; more would run into each other on a phone."""
    if not points:
        return []
    last = len(points) - 1
    chosen = {0: "start", last: "end"}
    if last >= 4:
        chosen[last // 2] = "middle"
    return [(f"{_across(i, last + 1):.1f}", side, points[i].label) for i, side in chosen.items()]


def _trend_in_words(points: Sequence[Point], unit: str) -> str:
    known = [p for p in points if p.value is not None]
    if not known:
        return _("Chưa có số liệu.")
    first, last = known[0], known[-1]
    return _("Từ %(first)s (%(start)s) đến %(last)s (%(end)s).") % {
        "first": _text(first.value, unit),
        "start": first.label,
        "last": _text(last.value, unit),
        "end": last.label,
    }


def _span_text(row: Bar, unit: str) -> str:
    low, high = _text(row.low, unit), _text(row.high, unit)
    if row.low is None or row.high is None or row.low == row.high:
        return low
    return f"{_text(row.low)}–{high}"


def _share(value: Number | None, total: Number) -> str:
    if value is None or not total:
        return "0"
    return f"{min(max(float(value) / float(total) * 100, 0.0), 100.0):.2f}"


def _text(value: Number | None, unit: str = "") -> str:
    if value is None:
        return _("chưa có số liệu")
    exact = Decimal(f"{value:g}") if isinstance(value, float) else value
    return f"{write_number(exact)} {unit}".strip()
