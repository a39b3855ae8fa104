"""Messages of teams as the list asks for them."""

from __future__ import annotations

from django.db.models import QuerySet

from xaso.core.rights.actor import Actor
from xaso.modules.teams.models import Message, MessageState


def reached_messages(actor: Actor) -> QuerySet[Message]:
    """People of a village see those of their teams; what nobody is known for the office alone sees."""
    rows = Message.objects.of(actor.commune).select_related("member__team__village", "by")
    if actor.village_ids is None:
        return rows
    return rows.filter(member__team__village__in=actor.village_ids)


def waiting_messages(actor: Actor) -> QuerySet[Message]:
    return reached_messages(actor).filter(state=MessageState.WAITING)
