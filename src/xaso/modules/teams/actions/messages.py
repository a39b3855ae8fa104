"""Messages of teams: kept as they come, written down by somebody of the office, or put by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.lib.ids import new_id
from xaso.lib.phone_numbers import national_number
from xaso.modules.teams.models import Member, Message, MessageState, VisitSource
from xaso.modules.teams.queries.messages import waiting_messages
from xaso.modules.teams.queries.teams import NOW

from .sheets import enter_visits

KEPT = timedelta(days=90)
"""What was written down or put by; the visits stay."""
MOST_LETTERS = 1000
OF_MESSAGES = UUID("6b9d1a52-5a3c-5c0e-9a0c-0d6f1f4e2b71")


@transaction.atomic
def take_message(
    *, actor: Actor, sender: str, text: str, sent_at: datetime, at: datetime
) -> Message:
    """Once, however often the modem brings it."""
    actor.must("teams.log")
    number, said = national_number(sender), text.strip()
    if not number or not said:
        raise ValidationError(_("Tin nhắn phải có số gửi và nội dung."))
    if len(said) > MOST_LETTERS:
        words = {"count": MOST_LETTERS}
        raise ValidationError(_("Tin nhắn dài quá %(count)d chữ.") % words)
    name = f"{actor.commune.pk} {number} {sent_at.timestamp():.0f} {said}"
    message, is_new = Message.objects.get_or_create(
        pk=uuid5(OF_MESSAGES, name),
        defaults={
            "commune": actor.commune,
            "sender": number[:20],
            "member": _member_with(actor, number),
            "text": said,
            "sent_at": sent_at,
            "came_at": at,
        },
    )
    if is_new:
        record("teams.message.came", actor=actor, subject_id=message.pk)
    return message


@transaction.atomic
def write_messages(
    *, actor: Actor, messages: Sequence[tuple[UUID, Sequence[Mapping[str, Any]]]], at: datetime
) -> int:
    """Each with the visits its lines say. Returns how many visits were new."""
    actor.must("teams.log")
    source = VisitSource.SMS
    return sum(
        enter_visits(actor=actor, sheet=key, source=source, visits=visits, at=at)
        for key, visits in messages
    )


@transaction.atomic
def put_message_by(*, actor: Actor, message_id: UUID, reason: str) -> Message:
    """It is no visit, or was told in another way."""
    actor.must("teams.log")
    message = waiting_messages(actor).select_for_update(of=("self",)).get(pk=message_id)
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi vì sao bỏ.")})
    message.state, message.reason = MessageState.PUT_BY, reason.strip()
    message.by_id = actor.account_id
    message.version += 1
    message.save()
    record("teams.message.put_by", actor=actor, subject_id=message.pk)
    return message


@transaction.atomic
def forget_messages(*, actor: Actor, at: datetime) -> int:
    """Of those that are done with."""
    actor.must("teams.log")
    done = Message.objects.of(actor.commune).exclude(state=MessageState.WAITING)
    count, _rows = done.filter(came_at__lt=at - KEPT).delete()
    if count:
        record("teams.messages.forgotten", actor=actor, subject_id=new_id(), count=count)
    return count


def _member_with(actor: Actor, number: str) -> Member | None:
    """None where nobody has the number, or people of two villages have it."""
    rows = Member.objects.of(actor.commune).filter(NOW).exclude(phone="").select_related("team")
    found = [each for each in rows if national_number(each.phone) == number]
    villages = {each.team.village_id for each in found}
    return found[0] if len(villages) == 1 else None
