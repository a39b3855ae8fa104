"""The only way to write an event: inside the transaction that made it true."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from xaso.core import clock
from xaso.core.rights.actor import Actor

from .chain import event_hash
from .handlers import ask_for_deliveries
from .kept import note_kept
from .models import ChainHead, Event


def record(kind: str, /, *, actor: Actor, subject_id: UUID, **data: Any) -> Event:
    """Append an event. `kind` reads module.thing.happened, e.g. plans.task.assigned.

    `data` holds JSON values and ids, never personal data: that stays in its own row, so that
    deleting a person's data does not break the chain.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("record() must run inside transaction.atomic()")
    head = _held_head(actor)
    event = Event(
        commune=actor.commune,
        number=head.number + 1,
        kind=kind,
        actor_id=actor.account_id,
        subject_id=subject_id,
        data=data,
        recorded_at=clock.now(),
        previous_hash=head.hash,
    )
    event.hash = event_hash(event)
    event.save()
    ask_for_deliveries(event)
    head.number, head.hash = event.number, event.hash
    head.save(update_fields=["number", "hash"])
    transaction.on_commit(partial(note_kept, kind))
    return event


def _held_head(actor: Actor) -> ChainHead:
    heads = ChainHead.objects.select_for_update()
    found = heads.filter(commune=actor.commune).first()
    if found is None:
        ChainHead.objects.get_or_create(commune=actor.commune)
        found = heads.get(commune=actor.commune)
    return found
