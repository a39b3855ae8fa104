"""Rows the actions share, locked for the writer."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor
from xaso.lib.dates import write_date
from xaso.modules.teams.models import DecisionKind, Member, Team, TeamDecision

FARTHEST = timedelta(days=731)


def living_team(actor: Actor, team_id: UUID) -> Team:
    """One that is not dissolved, within reach."""
    team = Team.objects.of(actor.commune).select_for_update().get(pk=team_id)
    if not actor.reaches_village(team.village_id):
        raise ObjectDoesNotExist
    if team.is_dissolved:
        raise ValidationError(_("Tổ này đã giải thể."))
    return team


def held_member(actor: Actor, member_id: UUID) -> Member:
    """Its team is locked first, so that two writers of one team wait for each other."""
    found = Member.objects.of(actor.commune).only("team_id").get(pk=member_id)
    team = living_team(actor, found.team_id)
    member = Member.objects.of(actor.commune).select_for_update().get(pk=member_id)
    member.team = team
    return member


def close(member: Member, day: date, reason: str) -> None:
    """The row stays with its name; a number nobody calls any more goes."""
    member.to_date, member.end_reason = day, reason
    member.phone, member.is_phone_open = "", False
    member.version += 1
    member.save()


def decide(
    actor: Actor, team: Team, kind: DecisionKind, number: str, day: date, at: datetime
) -> TeamDecision:
    """Not saved on the team."""
    number = number.strip()
    if not number:
        raise ValidationError({"number": _("Ghi số quyết định.")})
    not_after(day, at, "day")
    return TeamDecision.objects.create(
        commune=actor.commune,
        team=team,
        kind=kind,
        number=number,
        day=day,
        by_id=actor.account_id,
        at=at,
    )


def newest_decision(team: Team) -> TeamDecision:
    return TeamDecision.objects.filter(team=team).order_by("-day", "-at")[0]


def not_after(day: date, at: datetime, field: str) -> None:
    if day > timezone.localdate(at):
        raise ValidationError({field: _("Ngày này chưa đến.")})


def not_far_ahead(day: date, at: datetime, field: str) -> None:
    last = timezone.localdate(at) + FARTHEST
    if day > last:
        said = _("Ngày này xa nhất là %(day)s, hai năm nữa.") % {"day": write_date(last)}
        raise ValidationError({field: said})


def not_before(day: date, first: date, field: str) -> None:
    if day < first:
        said = _("Ngày này phải từ %(day)s trở đi.") % {"day": write_date(first)}
        raise ValidationError({field: said})
