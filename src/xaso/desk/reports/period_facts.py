"""What a report says is read once here, for all its sections and annexes."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xaso.desk.papers import periods
from xaso.desk.papers.kinds import Ask
from xaso.modules.campaigns import public as campaigns
from xaso.modules.indicators import public as indicators
from xaso.modules.plans import public as plans
from xaso.modules.teams import public as teams

MOST_LATE = 30


@dataclass(frozen=True)
class Facts:
    """This period and the one before."""

    ask: Ask
    scope: plans.Scope
    now: plans.Month
    before: plans.Month
    states: list[indicators.TargetState]
    states_before: dict[UUID, indicators.TargetState]
    red: tuple[plans.RedRow, ...]
    """Late tasks, and tasks at risk while the period runs, each with why."""
    villages: tuple[plans.VillageThen, ...]
    reasons: tuple[tuple[str, int], ...]
    drives: tuple[campaigns.CampaignSummary, ...]
    drive_villages: tuple[campaigns.DriveVillage, ...]
    village_numbers: teams.VillagesMonth | None
    """What villages reported; of the whole commune only."""

    @property
    def before_words(self) -> str:
        return periods.before_words(self.ask.period)


def read(ask: Ask) -> Facts:
    if ask.days.first > ask.today:
        raise ValidationError({"period": _("Kỳ này chưa bắt đầu, chưa có gì để báo cáo.")})
    scope = scope_of(ask.about)
    earlier = periods.before(ask.period)
    now = plans.month(ask.commune, ask.days, ask.today, scope)
    drives = _drives(ask, scope)
    return Facts(
        ask=ask,
        scope=scope,
        now=now,
        before=plans.month(ask.commune, earlier, ask.today, scope),
        states=_states(ask, scope),
        states_before=_states_before(ask, scope),
        red=_red(ask, scope, now),
        villages=plans.villages_then(ask.commune, ask.days, scope),
        reasons=plans.failure_reasons(ask.commune, ask.days, scope),
        drives=drives,
        drive_villages=campaigns.drive_villages(ask.commune, drives),
        village_numbers=teams.villages_month(ask.commune, ask.days)
        if scope == plans.WHOLE
        else None,
    )


def scope_of(about: str) -> plans.Scope:
    if not about:
        return plans.WHOLE
    return plans.Scope(about) if about in plans.pillars() else plans.Scope(plan_id=UUID(about))


def _states(ask: Ask, scope: plans.Scope) -> list[indicators.TargetState]:
    days = ask.days
    found = indicators.target_states(ask.commune, days.first.year, min(days.last, ask.today))
    return [state for state in found if _is_about(state, scope)]


def _states_before(ask: Ask, scope: plans.Scope) -> dict[UUID, indicators.TargetState]:
    """Only inside the same year: the year before had another plan with targets of its own."""
    earlier = periods.before(ask.period)
    if earlier.last.year != ask.days.first.year:
        return {}
    found = indicators.target_states(ask.commune, earlier.last.year, earlier.last)
    return {state.target.id: state for state in found if _is_about(state, scope)}


def _is_about(state: indicators.TargetState, scope: plans.Scope) -> bool:
    if scope.plan_id:
        return state.target.plan_id == scope.plan_id
    return not scope.pillar or state.target.pillar == scope.pillar


def _red(ask: Ask, scope: plans.Scope, now: plans.Month) -> tuple[plans.RedRow, ...]:
    if scope == plans.WHOLE and ask.today in ask.days:
        return plans.red_rows(ask.commune, ask.today)
    late = now.late_rows[:MOST_LATE]
    whys = plans.whys_of(ask.commune, late, ask.today)
    return tuple(whys[card.id] for card in late if card.id in whys)


def _drives(ask: Ask, scope: plans.Scope) -> tuple[campaigns.CampaignSummary, ...]:
    """A drive belongs to no pillar."""
    if scope.pillar:
        return ()
    found = campaigns.summaries(ask.commune, ask.days)
    return tuple(each for each in found if not scope.plan_id or each.plan_id == scope.plan_id)
