"""What an admin does with an event that could not be handed over."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.jobs.doorbell import ring_for_deliveries
from xaso.core.rights.actor import Actor

from .models import Delivery
from .record import record


@transaction.atomic
def deliver_again(*, actor: Actor, delivery_id: int, at: datetime) -> Delivery:
    """All tries count anew. Later events of the same handler have gone ahead meanwhile."""
    actor.must("jobs.manage")
    delivery = _dead(actor, delivery_id)
    delivery.state, delivery.done_at = Delivery.State.WAITING, None
    delivery.attempts, delivery.try_after = 0, at
    delivery.save()
    _note("events.delivery.retried", actor, delivery)
    transaction.on_commit(ring_for_deliveries)
    return delivery


@transaction.atomic
def drop_delivery(*, actor: Actor, delivery_id: int, at: datetime) -> Delivery:
    """The handler never gets this event; the event itself stays in the diary."""
    actor.must("jobs.manage")
    delivery = _dead(actor, delivery_id)
    delivery.state, delivery.done_at = Delivery.State.DROPPED, at
    delivery.save()
    _note("events.delivery.dropped", actor, delivery)
    return delivery


def _dead(actor: Actor, delivery_id: int) -> Delivery:
    rows = Delivery.objects.filter(commune=actor.commune).select_related("event")
    delivery = rows.select_for_update(of=("self",)).get(pk=delivery_id)
    if delivery.state != Delivery.State.DEAD:
        raise ValidationError(_("Dòng này không còn chờ xử lý."))
    return delivery


def _note(kind: str, actor: Actor, delivery: Delivery) -> None:
    event = delivery.event
    record(
        kind,
        actor=actor,
        subject_id=event.subject_id,
        number=event.number,
        handler=delivery.handler,
    )
