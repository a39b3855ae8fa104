"""What the register of teams says to the indicators, by the codes of their values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.figures import EvidenceLink, Figure, Period
from xaso.core.switches.known import is_on
from xaso.core.units.models import Commune
from xaso.modules.teams.models import Member, Team, TeamState
from xaso.modules.teams.months import month_of

from .helped import HELPED, households_helped
from .report_figures import FED, REPORTED, figures_of_reports

VILLAGES, TEAM_MONTHS = "thon-co-to", "to-thang"
MEMBERS, TRAINED = "thanh-vien-to", "thanh-vien-to-tap-huan"
FIGURE_CODES = frozenset((VILLAGES, TEAM_MONTHS, MEMBERS, TRAINED, REPORTED, *FED, *HELPED))


def figures(commune: Commune, period: Period) -> list[Figure]:
    """What the register counts, and what villages reported and the office approved."""
    if not is_on(commune, "teams"):
        return []
    teams = list(Team.objects.of(commune).filter(founded_date__lte=period.last))
    return [
        *_of_register(commune, period, teams),
        *figures_of_reports(commune, period, teams),
        *households_helped(commune, period),
    ]


def _of_register(commune: Commune, period: Period, teams: list[Team]) -> list[Figure]:
    """Nothing at all while no team is written down: the commune may keep its list elsewhere."""
    if not teams:
        return []
    return [
        _figure(VILLAGES, len({t.village_id for t in teams if _lives(t, period.last)}), period),
        _figure(TEAM_MONTHS, sum(months_at_work(team, period) for team in teams), period),
        *_of_members(commune, period),
    ]


def months_at_work(team: Team, period: Period) -> int:
    """From the month after it was founded, until the month in which it was dissolved."""
    last = min(period.last, team.decision_date) if team.is_dissolved else period.last
    month, count = month_of(last), 0
    while month.last > period.first and month.first > team.founded_date:
        count += month.first >= period.first
        month = month.before()
    return count


def _of_members(commune: Commune, period: Period) -> Iterator[Figure]:
    """Who was in a team on the last day; who is renewed that day counts once."""
    year, day = date(period.last.year, 1, 1), period.last
    rows = Member.objects.of(commune).filter(from_date__lte=day)
    there = rows.filter(Q(to_date=None) | Q(to_date__gt=day)).order_by()
    counted = there.values_list("team__village").annotate(
        count=Count("pk"), trained=Count("pk", filter=Q(trained_date__range=(year, day)))
    )
    for village, count, trained in counted:
        yield _figure(MEMBERS, count, period, village)
        yield _figure(TRAINED, trained, period, village)


def _lives(team: Team, day: date) -> bool:
    return team.state != TeamState.DISSOLVED or team.decision_date > day


def _figure(code: str, number: int, period: Period, village_id: UUID | None = None) -> Figure:
    return Figure(
        code=code,
        number=Decimal(number),
        period=period,
        source=_("Sổ tổ công nghệ số cộng đồng"),
        as_of=min(period.last, timezone.localdate()),
        village_id=village_id,
        evidence=(EvidenceLink(_("Tổ công nghệ số"), reverse("teams:teams")),),
    )
