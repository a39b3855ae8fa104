"""Needs and requests for help as lists and pages ask for them."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from xaso.core.rights.actor import Actor
from xaso.core.units.models import Commune
from xaso.modules.teams.models import (
    HelpRequest,
    HelpState,
    Member,
    MemberRole,
    Need,
)
from xaso.modules.teams.routing import Candidate

from .teams import NOW

OPEN = Q(state__in=(HelpState.NEW, HelpState.TAKEN, HelpState.HELPING))


def reached_needs(actor: Actor) -> QuerySet[Need]:
    rows = Need.objects.of(actor.commune).select_related("village", "owner")
    return rows if actor.village_ids is None else rows.filter(village__in=actor.village_ids)


def reached_requests(actor: Actor) -> QuerySet[HelpRequest]:
    """Of the own villages, and what came to oneself from another one."""
    rows = HelpRequest.objects.of(actor.commune).select_related("village", "member", "taken_by")
    if actor.village_ids is None:
        return rows
    mine = Q(member__account=actor.account_id, member__account__isnull=False)
    return rows.filter(Q(village__in=actor.village_ids) | mine)


def candidates_of(commune: Commune) -> list[Candidate]:
    """Everybody in a team now; two queries."""
    held = HelpRequest.objects.of(commune).filter(OPEN, member__isnull=False).order_by()
    counts = dict(held.values_list("member").annotate(count=Count("pk")))
    members = Member.objects.of(commune).filter(NOW).select_related("team")
    return [
        Candidate(
            member_id=each.pk,
            village_id=each.team.village_id,
            languages=tuple(each.languages),
            open_requests=counts.get(each.pk, 0),
            name=each.full_name,
        )
        for each in members
    ]


def head_of(request: HelpRequest) -> Member | None:
    rows = Member.objects.filter(NOW, team__village=request.village_id, role=MemberRole.HEAD)
    return rows.first()
