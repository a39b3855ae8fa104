"""A team is founded, called to be renewed, renewed by a new decision, dissolved."""

from __future__ import annotations

from collections.abc import Collection
from copy import copy
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Village
from xaso.lib.ids import new_id
from xaso.modules.teams.models import (
    DecisionKind,
    KitLoan,
    Member,
    Team,
    TeamDecision,
    TeamState,
)

from .rows import close, decide, living_team, not_before


@transaction.atomic
def found_team(*, actor: Actor, village_id: UUID, number: str, day: date, at: datetime) -> Team:
    """A village has one team; a dissolved one makes room for another."""
    actor.must("teams.write")
    village = Village.objects.of(actor.commune).select_for_update().get(pk=village_id)
    if village.closed_at:
        raise ValidationError({"village": _("Thôn này đã ngừng dùng.")})
    if Team.objects.filter(village=village).exclude(state=TeamState.DISSOLVED).exists():
        raise ValidationError({"village": _("Thôn này đã có tổ.")})
    team = Team(commune=actor.commune, village=village, founded_date=day, made_at=at)
    team.decision_number, team.decision_date = number.strip(), day
    team.save()
    decide(actor, team, DecisionKind.FOUNDED, number, day, at)
    record("teams.team.founded", actor=actor, subject_id=team.pk, name=village.name)
    return team


@transaction.atomic
def call_renewal(*, actor: Actor, team_id: UUID, reason: str) -> Team:
    """It works on as it is until the new decision."""
    actor.must("teams.write")
    team = living_team(actor, team_id)
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi vì sao cần kiện toàn.")})
    team.state, team.renewal_reason = TeamState.RENEWAL, reason.strip()
    team.version += 1
    team.save()
    record("teams.renewal.called", actor=actor, subject_id=team.pk, name=team.village.name)
    return team


@transaction.atomic
def renew_team(
    *,
    actor: Actor,
    team_id: UUID,
    number: str,
    day: date,
    stays: Collection[UUID],
    at: datetime,
) -> Team:
    """Kiện toàn: every membership ends that day; those of `stays` begin anew under the decision."""
    actor.must("teams.write")
    team = living_team(actor, team_id)
    not_before(day, team.decision_date, "day")
    open_ones = list(Member.objects.filter(team=team, to_date=None).select_for_update())
    if set(stays) - {member.pk for member in open_ones}:
        raise ValidationError({"stays": _("Có người đã thôi tham gia tổ. Mở lại trang này.")})
    for member in open_ones:
        not_before(day, member.from_date, "day")
    decision = decide(actor, team, DecisionKind.RENEWED, number, day, at)
    again = {m.pk: _begun_anew(m, decision) for m in open_ones if m.pk in stays}
    for member in open_ones:
        close(member, day, _("Kiện toàn tổ"))
    for before, member in again.items():
        member.save(force_insert=True)
        KitLoan.objects.filter(member=before, back_date=None).update(member=member)
    team.state, team.renewal_reason = TeamState.ACTIVE, ""
    team.decision_number, team.decision_date = decision.number, day
    team.version += 1
    team.save()
    record(
        "teams.team.renewed",
        actor=actor,
        subject_id=team.pk,
        name=team.village.name,
        stays=len(set(stays)),
        gone=len(open_ones) - len(set(stays)),
    )
    return team


@transaction.atomic
def dissolve_team(*, actor: Actor, team_id: UUID, number: str, day: date, at: datetime) -> Team:
    """What it has done stays counted."""
    actor.must("teams.write")
    team = living_team(actor, team_id)
    not_before(day, team.decision_date, "day")
    decision = decide(actor, team, DecisionKind.DISSOLVED, number, day, at)
    for member in Member.objects.filter(team=team, to_date=None).select_for_update():
        not_before(day, member.from_date, "day")
        close(member, day, _("Giải thể tổ"))
    team.state, team.renewal_reason = TeamState.DISSOLVED, ""
    team.decision_number, team.decision_date = decision.number, day
    team.version += 1
    team.save()
    record("teams.team.dissolved", actor=actor, subject_id=team.pk, name=team.village.name)
    return team


def _begun_anew(member: Member, decision: TeamDecision) -> Member:
    """The same person under the new decision; not saved."""
    again = copy(member)
    again.pk, again.version = new_id(), 1
    again.decision, again.from_date = decision, decision.day
    return again
