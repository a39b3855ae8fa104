"""What the teams did in a month, and before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from xaso.core.rights.actor import Actor
from xaso.modules.teams.codes import OUTCOME, CodeBook
from xaso.modules.teams.lines import Line
from xaso.modules.teams.metrics import Activity, FollowUp, Seen, activity_of
from xaso.modules.teams.models import Team, VisitLine
from xaso.modules.teams.months import Month

from .teams import LIVING, reached_teams
from .visits import COUNTING, reached_visits


@dataclass(frozen=True)
class TeamMonth:
    team: Team
    activity: Activity

    @property
    def is_silent(self) -> bool:
        return not self.activity.visits


def visits_seen(actor: Actor, first: date, last: date) -> list[Seen]:
    """Those that count, of these days; two queries."""
    rows = reached_visits(actor).filter(COUNTING, day__gte=first, day__lte=last)
    lines: dict[UUID, list[Line]] = {}
    found = VisitLine.objects.filter(visit__in=rows.values("pk")).order_by("visit", "number")
    for visit, service, outcome, reason in found.values_list(
        "visit", "service", "outcome", "reason"
    ):
        lines.setdefault(visit, []).append(Line(service, outcome, reason))
    return [
        Seen(team, tuple(lines.get(pk, ())), male + female, household, minutes)
        for pk, team, male, female, household, minutes in rows.values_list(
            "pk", "team", "male", "female", "household", "minutes"
        )
    ]


def follow_ups_due(actor: Actor, first: date, last: date) -> list[FollowUp]:
    """Those promised for these days; one query."""
    rows = reached_visits(actor).filter(COUNTING, follow_date__gte=first, follow_date__lte=last)
    dates = rows.values_list("follow_date", "followed_date")
    return [FollowUp(due, done) for due, done in dates if due]


def by_team(actor: Actor, visits: list[Seen], month: Month, book: CodeBook) -> list[TeamMonth]:
    """Every team that was there by the end of the month, those who did something first. One query."""
    worked = {visit.team_id for visit in visits}
    there = Q(pk__in=worked) | LIVING & Q(founded_date__lte=month.last)
    teams = reached_teams(actor).filter(there).order_by("village__name_folded", "pk")
    not_done = outcomes_not_done(book)
    found = [
        TeamMonth(team, activity_of([v for v in visits if v.team_id == team.pk], not_done))
        for team in teams
    ]
    return sorted(found, key=lambda row: -row.activity.visits)


def outcomes_not_done(book: CodeBook) -> frozenset[str]:
    return frozenset(
        code.code for code in book.lists.get(OUTCOME, {}).values() if code.asks_reason
    )


def counts_by_month(actor: Actor, first: date, last: date) -> Mapping[date, int]:
    """By the first day of the month; one query."""
    rows = reached_visits(actor).filter(COUNTING, day__gte=first, day__lte=last)
    counted = rows.annotate(month=TruncMonth("day")).values("month").annotate(count=Count("pk"))
    return {row["month"]: row["count"] for row in counted.order_by("month")}
