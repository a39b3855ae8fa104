"""Where the targets of the year's plan stand: the first thing a chairman asks.

The rule of risk stands in plans (`standing_of`): at risk is a target whose share of the way made,
from the baseline to the target, lags behind the share of the time gone by more than the margin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from django.utils.translation import gettext as _

from xaso.core.figures import Period
from xaso.core.units.models import Commune
from xaso.lib.dates import write_date
from xaso.lib.numbers import write_number
from xaso.lib.text import unit_in_a_sentence
from xaso.modules.indicators.scoring.numbers import round_half_up, write_percent
from xaso.modules.plans import public as plans
from xaso.modules.plans.public import Standing, TargetToday

from .target_number import TargetNumber, definitions_of, number_now
from .values import value_now

State = Literal["met", "on_track", "at_risk", "gap"]
STATES: dict[Standing, State] = {
    Standing.MET: "met",
    Standing.ON_TRACK: "on_track",
    Standing.AT_RISK: "at_risk",
    Standing.MISSED: "at_risk",
    Standing.NO_FIGURE: "gap",
    Standing.NOT_SET: "gap",
}
PERCENT = "%"
LEAST = Decimal("1e-12")
OLD_DAYS = 62


@dataclass(frozen=True)
class TargetState:
    target: TargetToday
    now: TargetNumber
    today: date
    standing: Standing
    expected: Fraction | None
    """Where a straight line from the baseline to the target stands today."""

    @property
    def state(self) -> State:
        return STATES[self.standing]

    @property
    def number_text(self) -> str:
        return written(self.target, self.now.number)

    @property
    def why(self) -> str:
        return why(self)


def target_states(commune: Commune, year: int, today: date) -> list[TargetState]:
    """Four queries, however many targets."""
    found = plans.targets(commune, year, today)
    definitions = {each.code: each for target in found for each in definitions_of(target)}
    values = value_now(
        commune,
        definitions.values(),
        Period(date(year, 1, 1), today),
        today,
        plan_figures=[figure for target in found for figure in target.figures],
    )
    return [judge(target, number_now(target, values), today) for target in found]


def judge(target: TargetToday, now: TargetNumber, today: date) -> TargetState:
    number = None if now.number is None else _comparable(target, now)
    standing = plans.standing_of(target, number, today)
    return TargetState(target, now, today, standing, expected_on(target, today))


def expected_on(target: TargetToday, day: date) -> Fraction | None:
    start = target.baseline
    if start is None and target.direction == "up":
        start = Decimal(0)
    if start is None or target.target is None:
        return None
    gone = plans.time_gone(target.way, day)
    return Fraction(start) + (Fraction(target.target) - Fraction(start)) * gone


def written(target: TargetToday, number: Fraction | Decimal | None) -> str:
    """Never rounded so that a target missed looks like a target met."""
    if number is None:
        return _("chưa có số liệu")
    if target.unit == PERCENT:
        goal = None if target.target is None else Fraction(target.target)
        return write_percent(Fraction(number), goal)
    return f"{write_number(number)} {unit_in_a_sentence(target.unit)}".strip()


def why(state: TargetState) -> str:
    """One line for a person who decides: where it stands, where it should, what is missing."""
    target, now = state.target, state.now
    words = {
        "number": state.number_text,
        "target": written(target, target.target),
        "expected": written(target, _rounded(state.expected)),
        "day": write_date(target.by_date),
    }
    said = SENTENCES[state.standing](state) % words
    notes = [now.why] if now.why and state.state != "gap" else []
    if _is_old(state):
        notes.append(_("số tính đến %(day)s") % {"day": write_date(now.as_of or target.by_date)})
    return f"{said} ({'; '.join(notes)})" if notes else said


def _met(_state: TargetState) -> str:
    return _("Đã đạt mức %(target)s")


def _on_track(_state: TargetState) -> str:
    return _("Hôm nay cần khoảng %(expected)s, đang có %(number)s")


def _at_risk(state: TargetState) -> str:
    if state.expected is None:
        return _("Đang có %(number)s, phải xuống %(target)s; chưa rõ hiện trạng đầu kỳ")
    if state.target.direction == "down":
        return _("Hôm nay phải còn khoảng %(expected)s, vẫn còn %(number)s")
    return _("Hôm nay cần khoảng %(expected)s, mới có %(number)s")


def _missed(_state: TargetState) -> str:
    return _("Đã qua ngày %(day)s, mới có %(number)s")


def _no_figure(state: TargetState) -> str:
    return (state.now.why or _("Chưa ai nhập số liệu")).replace("%", "%%")


def _not_set(_state: TargetState) -> str:
    return _("Kế hoạch chưa giao mức phải đạt")


SENTENCES = {
    Standing.MET: _met,
    Standing.ON_TRACK: _on_track,
    Standing.AT_RISK: _at_risk,
    Standing.MISSED: _missed,
    Standing.NO_FIGURE: _no_figure,
    Standing.NOT_SET: _not_set,
}


def headline(states: Sequence[TargetState]) -> dict[State, int]:
    counts: dict[State, int] = {"met": 0, "on_track": 0, "at_risk": 0, "gap": 0}
    for state in states:
        counts[state.state] += 1
    return counts


def _is_old(state: TargetState) -> bool:
    """Two months without a new number."""
    as_of = state.now.as_of
    return as_of is not None and state.state != "gap" and (state.today - as_of).days > OLD_DAYS


def _comparable(target: TargetToday, now: TargetNumber) -> Decimal:
    """Plans compares decimals: a share that never ends keeps enough places not to change sides."""
    assert now.number is not None  # noqa: S101 - asked before
    goal, rounded = Fraction(target.target or 0), round_half_up(now.number, 12)
    if Fraction(rounded) == goal != now.number:
        return rounded + LEAST * (1 if now.number > goal else -1)
    return rounded


def _rounded(expected: Fraction | None) -> Decimal | None:
    return None if expected is None else round_half_up(expected, 1)
