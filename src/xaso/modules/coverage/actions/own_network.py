"""An operator answers for itself, about its own petitions alone; the office says who works for whom."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.people.queries import holders_of
from xaso.core.rights.actor import Actor
from xaso.modules.coverage.models import OperatorLogin, Petition, PetitionReply, PetitionState
from xaso.modules.coverage.queries.own_network import ROLE, operator_of
from xaso.modules.coverage.rulebook import rules_of

from .answering import write_on_air, write_reply
from .rows import held_petition


@transaction.atomic
def give_operator(*, actor: Actor, account_id: UUID, operator: str, at: datetime) -> OperatorLogin:
    """An empty operator takes it away: the account sees nothing of petitions any more."""
    actor.must("coverage.write")
    today = timezone.localdate(at)
    account = holders_of(actor.commune, ROLE, today).get(pk=account_id)
    if operator and operator not in rules_of(actor.commune, today).names:
        raise ValidationError({"operator": _("Chọn một nhà mạng trong danh sách.")})
    row = OperatorLogin.objects.create(
        commune=actor.commune,
        account=account,
        operator=operator,
        by_id=actor.account_id,
        at=at,
    )
    record(
        "coverage.operator.given",
        actor=actor,
        subject_id=row.pk,
        name=account.full_name,
        operator=operator,
    )
    return row


@transaction.atomic
def reply_to_own_petition(
    *, actor: Actor, petition_id: UUID, at: datetime, **facts: Any
) -> PetitionReply:
    actor.must("coverage.answer")
    petition, operator = _own(actor, petition_id)
    return write_reply(actor, petition, operator, timezone.localdate(at), at, **facts)


@transaction.atomic
def say_own_on_air(*, actor: Actor, petition_id: UUID, day: date, today: date) -> Petition:
    """It closes nothing: the commune measures again."""
    actor.must("coverage.answer")
    petition, _operator = _own(actor, petition_id)
    return write_on_air(actor, petition, day, today)


def _own(actor: Actor, petition_id: UUID) -> tuple[Petition, str]:
    petition, operator = held_petition(actor, petition_id), operator_of(actor)
    is_draft = petition.state == PetitionState.DRAFT
    if not operator or operator not in petition.operators or is_draft:
        raise ObjectDoesNotExist
    return petition, operator
