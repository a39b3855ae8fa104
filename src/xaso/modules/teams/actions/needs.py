"""A village says what it needs; the office hands it to somebody with a day; the village reads the answer."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor
from xaso.modules.teams.models import Need, NeedState

from .reports import held_village


@transaction.atomic
def add_need(
    *,
    actor: Actor,
    village_id: UUID,
    kind: str,
    text: str,
    at: datetime,
    households: int | None = None,
) -> Need:
    actor.must("teams.log")
    village = held_village(actor, village_id)
    need = Need.objects.create(
        commune=actor.commune,
        village=village,
        kind=kind,
        text=text.strip(),
        households=households,
        by_id=actor.account_id,
        at=at,
    )
    record("teams.need.added", actor=actor, subject_id=need.pk, name=village.name)
    return need


@transaction.atomic
def hand_need(
    *, actor: Actor, need_id: UUID, owner_id: UUID, due_date: date, at: datetime
) -> Need:
    """Handed on again with another day while it is not answered."""
    actor.must("teams.write")
    need = _open(actor, need_id)
    people = Account.objects.filter(commune=actor.commune, is_active=True)
    if not people.filter(pk=owner_id).exists():
        raise ValidationError({"owner": _("Chọn tài khoản đang dùng của xã.")})
    if due_date < timezone.localdate(at):
        raise ValidationError({"due_date": _("Ngày này đã qua.")})
    need.owner_id, need.due_date, need.state = owner_id, due_date, NeedState.HANDED
    need.version += 1
    need.save()
    record("teams.need.handed", actor=actor, subject_id=need.pk, day=str(due_date))
    return need


@transaction.atomic
def answer_need(*, actor: Actor, need_id: UUID, answer: str, at: datetime) -> Need:
    """By whom it was handed to, or whoever keeps the register."""
    actor.must("teams.log")
    need = _open(actor, need_id)
    if need.owner_id != actor.account_id and not actor.may("teams.write"):
        raise PermissionDenied("teams.write")
    if not answer.strip():
        raise ValidationError({"answer": _("Ghi trả lời cho thôn.")})
    need.answer, need.state = answer.strip(), NeedState.ANSWERED
    need.answered_by_id, need.answered_at = actor.account_id, at
    need.version += 1
    need.save()
    record("teams.need.answered", actor=actor, subject_id=need.pk)
    return need


def _open(actor: Actor, need_id: UUID) -> Need:
    need = Need.objects.of(actor.commune).select_for_update().get(pk=need_id)
    if not actor.reaches_village(need.village_id):
        raise ObjectDoesNotExist
    if not need.is_open:
        raise ValidationError(_("Việc này đã trả lời."))
    return need
