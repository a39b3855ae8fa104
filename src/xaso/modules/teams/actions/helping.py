"""Somebody asks for help: it goes to the nearest free member, and on while nobody answers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.lib.ids import new_id
from xaso.modules.teams.codes import SERVICE
from xaso.modules.teams.models import HelpLevel, HelpRequest, HelpState, Member
from xaso.modules.teams.queries.asking import candidates_of, head_of, reached_requests
from xaso.modules.teams.queries.codes import code_book
from xaso.modules.teams.queries.teams import NOW
from xaso.modules.teams.routing import level_after, nearest

from .reports import held_village


@transaction.atomic
def ask_help(
    *,
    actor: Actor,
    village_id: UUID,
    service: str,
    language: str,
    where: str,
    channel: str,
    at: datetime,
) -> HelpRequest:
    """Written down by the office or a team; where no member is free the office has it."""
    actor.must("teams.log")
    village = held_village(actor, village_id)
    if code_book(actor.commune).find(SERVICE, service) is None:
        raise ValidationError({"service": _("Chọn việc cần giúp.")})
    chosen = nearest(candidates_of(actor.commune), village.pk, language)
    request = HelpRequest.objects.create(
        commune=actor.commune,
        village=village,
        service=service,
        language=language,
        where=where.strip(),
        channel=channel,
        level=HelpLevel.MEMBER if chosen else HelpLevel.OFFICE,
        member_id=chosen.member_id if chosen else None,
        by_id=actor.account_id,
        at=at,
    )
    record("teams.help.asked", actor=actor, subject_id=request.pk, name=village.name)
    return request


@transaction.atomic
def take_request(*, actor: Actor, request_id: UUID, at: datetime) -> HelpRequest:
    """Whoever takes it has it, a member of a team or somebody of the office."""
    actor.must("teams.log")
    request = _held(actor, request_id, HelpState.NEW)
    members = Member.objects.of(actor.commune).filter(NOW, account=actor.account_id)
    own = members.filter(account__isnull=False).first()
    if own or actor.village_ids is None:
        request.member = own
        request.level = HelpLevel.MEMBER if own else HelpLevel.OFFICE
    request.state, request.taken_by_id, request.taken_at = HelpState.TAKEN, actor.account_id, at
    _save(request)
    record("teams.help.taken", actor=actor, subject_id=request.pk)
    return request


@transaction.atomic
def begin_help(*, actor: Actor, request_id: UUID) -> HelpRequest:
    actor.must("teams.log")
    request = _held(actor, request_id, HelpState.TAKEN)
    request.state = HelpState.HELPING
    _save(request)
    record("teams.help.begun", actor=actor, subject_id=request.pk)
    return request


@transaction.atomic
def finish_help(*, actor: Actor, request_id: UUID, result: str, at: datetime) -> HelpRequest:
    actor.must("teams.log")
    request = _held(actor, request_id, HelpState.TAKEN, HelpState.HELPING)
    _end(request, HelpState.DONE, result, at)
    record("teams.help.finished", actor=actor, subject_id=request.pk)
    return request


@transaction.atomic
def pass_help(*, actor: Actor, request_id: UUID, result: str, at: datetime) -> HelpRequest:
    """To somebody outside the teams: the words say whom and why."""
    actor.must("teams.log")
    request = _held(actor, request_id, HelpState.NEW, HelpState.TAKEN, HelpState.HELPING)
    _end(request, HelpState.PASSED, result, at)
    record("teams.help.passed", actor=actor, subject_id=request.pk)
    return request


@transaction.atomic
def pass_on_waiting(*, actor: Actor, at: datetime) -> int:
    """Nobody has answered within a day: the head; within three: the office. A second run moves none."""
    actor.must("teams.write")
    waiting = HelpRequest.objects.of(actor.commune).filter(state=HelpState.NEW)
    moved = [each for each in waiting.select_for_update() if _pass_on(each, at)]
    if moved:
        record("teams.help.passed_on", actor=actor, subject_id=new_id(), count=len(moved))
    return len(moved)


def _pass_on(request: HelpRequest, at: datetime) -> bool:
    level = level_after(request.level, request.at, at)
    if level == request.level:
        return False
    head = head_of(request) if level == HelpLevel.HEAD else None
    request.member = head
    request.level = HelpLevel.HEAD if head else HelpLevel.OFFICE
    _save(request)
    return True


def _held(actor: Actor, request_id: UUID, *states: HelpState) -> HelpRequest:
    reached_requests(actor).get(pk=request_id)
    request = HelpRequest.objects.of(actor.commune).select_for_update().get(pk=request_id)
    if request.state not in states:
        said = _("Yêu cầu này đang ở bước “%(state)s”. Mở lại trang để xem.")
        raise ValidationError(said % {"state": request.get_state_display()})
    return request


def _end(request: HelpRequest, state: HelpState, result: str, at: datetime) -> None:
    if not result.strip():
        raise ValidationError({"result": _("Ghi kết quả.")})
    request.state, request.result, request.ended_at = state, result.strip(), at
    _save(request)


def _save(request: HelpRequest) -> None:
    request.version += 1
    request.save()
