"""The lines "tháng này, tháng trước" of a report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from xaso.core.figures import Period
from xaso.core.units.models import Commune
from xaso.modules.indicators.queries.targets import State, TargetState, target_states, written


@dataclass(frozen=True)
class Comparison:
    target_id: UUID
    code: str
    name: str
    pillar_label: str
    before: str
    """In words with the unit; "chưa có số liệu" where nobody knew."""
    now: str
    change: str
    """"tăng 3 hộ", "giảm 1,5 %", "không đổi"; empty where one of the two is not known."""
    target: str
    state: State
    why: str


def comparison(
    commune: Commune, period: Period, previous: Period, today: date
) -> tuple[Comparison, ...]:
    """Each target at the end of the period (or today, while it runs) and of the one before.
    Eight queries."""
    as_of = min(period.last, today)
    before = {
        state.target.id: state
        for state in target_states(commune, period.first.year, min(previous.last, today))
    }
    return tuple(
        _line(state, before.get(state.target.id))
        for state in target_states(commune, period.first.year, as_of)
    )


def _line(state: TargetState, before: TargetState | None) -> Comparison:
    target = state.target
    return Comparison(
        target_id=target.id,
        code=target.code,
        name=target.name,
        pillar_label=target.pillar_label,
        before=before.number_text if before else written(target, None),
        now=state.number_text,
        change=_change(state, before),
        target=written(target, target.target),
        state=state.state,
        why=state.why,
    )


def _change(state: TargetState, before: TargetState | None) -> str:
    """Each end as of the same year: a number of last December is not compared with January."""
    now, earlier = state.now.number, before.now.number if before else None
    if now is None or earlier is None:
        return ""
    if now == earlier:
        return _("không đổi")
    words = {"by": written(state.target, abs(now - earlier))}
    return (_("tăng %(by)s") if now > earlier else _("giảm %(by)s")) % words
