"""Teams and their people as pages ask for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from xaso.core.rights.actor import Actor
from xaso.core.units.models import Commune, Village
from xaso.lib.text import fold
from xaso.modules.teams.models import Member, MemberRole, Team, TeamDecision, TeamState

NOW = Q(to_date=None)
ROLE_ORDER = MemberRole.values
LIVING = ~Q(state=TeamState.DISSOLVED)


def reached_teams(actor: Actor) -> QuerySet[Team]:
    """Of the own commune; for village people of their villages alone."""
    rows = Team.objects.of(actor.commune).select_related("village")
    return rows if actor.village_ids is None else rows.filter(village__in=actor.village_ids)


def team_rows(actor: Actor) -> QuerySet[Team]:
    """With how many are in it now, and `heads`: the one that leads."""
    heads = Member.objects.filter(NOW, role=MemberRole.HEAD)
    counted = reached_teams(actor).annotate(
        member_count=Count("members", filter=Q(members__to_date=None)),
        trained_count=Count(
            "members", filter=Q(members__to_date=None, members__trained_date__isnull=False)
        ),
    )
    return counted.prefetch_related(Prefetch("members", queryset=heads, to_attr="heads"))


def named_like(typed: str) -> Q:
    return Q(village__name_folded__contains=fold(typed))


def villages_without(actor: Actor) -> QuerySet[Village]:
    """Villages in use that have no living team."""
    living = Team.objects.filter(LIVING, village=OuterRef("pk"))
    rows = Village.objects.of(actor.commune).filter(~Exists(living), closed_at=None)
    if actor.village_ids is not None:
        rows = rows.filter(pk__in=actor.village_ids)
    return rows.order_by("name_folded", "pk")


def counts_of(actor: Actor) -> dict[str, int]:
    """Two queries."""
    found: dict[str, int] = reached_teams(actor).aggregate(
        living=Count("pk", filter=LIVING),
        renewal=Count("pk", filter=Q(state=TeamState.RENEWAL)),
        dissolved=Count("pk", filter=Q(state=TeamState.DISSOLVED)),
    )
    return {**found, "without": villages_without(actor).count()}


def members_now(team: Team) -> list[Member]:
    rows = Member.objects.filter(NOW, team=team).select_related("account")
    return in_order(rows)


def in_order(members: Iterable[Member]) -> list[Member]:
    """The head first, then by name."""
    return sorted(members, key=lambda m: (ROLE_ORDER.index(m.role), fold(m.full_name)))


@dataclass(frozen=True)
class Past:
    """Those who worked under one decision and no longer do."""

    decision: TeamDecision
    members: list[Member]


def history_of(team: Team) -> list[Past]:
    """Every decision, the newest first; two queries."""
    decisions = TeamDecision.objects.filter(team=team).order_by("-day", "-at")
    ended: dict[UUID, list[Member]] = {}
    for member in Member.objects.filter(team=team, to_date__isnull=False):
        ended.setdefault(member.decision_id, []).append(member)
    return [Past(each, in_order(ended.get(each.pk, []))) for each in decisions]


def teams_with_members(commune: Commune, team_id: UUID | None = None) -> list[Team]:
    """Living ones with `current`: those in them now. Two queries."""
    rows = Team.objects.of(commune).filter(LIVING).select_related("village")
    if team_id:
        rows = rows.filter(pk=team_id)
    now = Prefetch("members", queryset=Member.objects.filter(NOW), to_attr="current")
    return list(rows.order_by("village__name_folded", "pk").prefetch_related(now))


def members_to_lend(actor: Actor) -> list[Member]:
    """Everybody in a living team now, village by village."""
    teams = reached_teams(actor).filter(LIVING)
    rows = Member.objects.filter(NOW, team__in=teams).select_related("team__village")
    return list(rows.order_by("team__village__name_folded", "team", "full_name", "pk"))
