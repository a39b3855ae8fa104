"""Ten tiles, red first: a number, where it should be, how it went, why, and the rows behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from xaso.core.ui.charts import spark
from xaso.core.units.models import Commune
from xaso.lib.dates import month_bounds
from xaso.modules.indicators import public as indicators
from xaso.modules.plans import public as plans

from .addresses import rows_url

MOST_TILES = 10
TREND_POINTS = 8
RED_FIRST = (
    plans.Standing.MISSED,
    plans.Standing.AT_RISK,
    plans.Standing.NO_FIGURE,
    plans.Standing.NOT_SET,
    plans.Standing.ON_TRACK,
    plans.Standing.MET,
)
TONES = {
    plans.Standing.MISSED: "bad",
    plans.Standing.AT_RISK: "bad",
    plans.Standing.MET: "good",
}


@dataclass(frozen=True)
class Tile:
    name: str
    value: str | None
    """None: chưa có số liệu."""
    target: str
    why: str
    tone: str
    url: str
    spark: SafeString | str = ""


def tiles_of(
    commune: Commune,
    states: Sequence[indicators.TargetState],
    late: plans.Late,
    found: plans.Board,
    today: date,
) -> list[Tile]:
    first = [_late_tile(late.worst, found.numbers), *_risk_tile(found)]
    shown = sorted(states, key=_redness)[: MOST_TILES - len(first)]
    trends = _trends(commune, shown, today)
    reasons = _reasons_by_target(found.red)
    return first + [_target_tile(state, trends, reasons) for state in shown]


def _late_tile(worst: plans.TaskCard | None, numbers: plans.TaskNumbers) -> Tile:
    why = _("Không có việc nào quá hạn.")
    if worst:
        why = _("Chậm nhất %(days)s ngày: %(title)s (%(who)s)") % {
            "days": worst.days_late,
            "title": worst.title,
            "who": worst.lead_name,
        }
    return Tile(
        name=_("Việc quá hạn"),
        value=str(numbers.late),
        target=_("%(total)s việc đã giao") % {"total": numbers.total},
        why=why,
        tone="bad" if numbers.late else "good",
        url=rows_url("viec-qua-han"),
    )


def _risk_tile(found: plans.Board) -> list[Tile]:
    if not found.numbers.at_risk:
        return []
    why = _("Sắp đến hạn mà chưa xong một nửa: %(titles)s") % {
        "titles": "; ".join(card.title for card in found.at_risk)
    }
    return [
        Tile(
            name=_("Việc có nguy cơ chậm"),
            value=str(found.numbers.at_risk),
            target="",
            why=why,
            tone="warn",
            url=rows_url("viec-nguy-co"),
        )
    ]


def _redness(state: indicators.TargetState) -> tuple[int, Fraction]:
    """Inside one standing the one furthest behind stands first."""
    number, way = state.now.number, state.target.way
    made = None
    if number is not None and way.target is not None:
        start = Fraction(way.baseline or 0)
        whole = Fraction(way.target) - start
        made = (number - start) / whole if whole else None
    return RED_FIRST.index(state.standing), Fraction(-1) if made is None else made


def _target_tile(
    state: indicators.TargetState, trends: dict[UUID, SafeString], reasons: dict[str, str]
) -> Tile:
    target = state.target
    why = state.why
    if state.state in {"at_risk", "gap"} and target.code in reasons:
        why = f"{why}. {reasons[target.code]}"
    return Tile(
        name=f"{target.code}. {target.name}" if target.code else target.name,
        value=None if state.now.number is None else state.number_text,
        target=indicators.written(target, target.target) if target.target is not None else "",
        why=why.replace(" %", "\u00a0%"),
        tone=TONES.get(state.standing, ""),
        url=reverse("indicators:target", args=[target.id]),
        spark=trends.get(target.id, ""),
    )


def _trends(
    commune: Commune, states: Sequence[indicators.TargetState], today: date
) -> dict[UUID, SafeString]:
    """The months of this year; numbers of last December say nothing about this year's way."""
    ends = [month_bounds(today.year, month)[1] for month in range(1, today.month)]
    days = [*ends[-TREND_POINTS + 1 :], today]
    trails = indicators.target_trends(commune, states, days)
    return {target_id: spark(numbers) for target_id, numbers in trails.items()}


def _reasons_by_target(red: Sequence[plans.RedRow]) -> dict[str, str]:
    """By target code: why its latest task is red."""
    return {
        row.task.target_code: _("%(task)s: %(why)s") % {"task": row.task.code, "why": row.why}
        for row in reversed(red)
        if row.task.target_code
    }
