"""A true chain of events in bulk: each row joins the one before, as `record` would have written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from xaso.core.events.chain import event_hash
from xaso.core.events.models import ChainHead, Event

from .commune import Place, model

BATCH = 5000


@dataclass(frozen=True)
class Told:
    kind: str
    actor_id: UUID | None
    subject_id: UUID
    at: datetime
    data: dict[str, Any]


def write_chain(commune: Any, happenings: Iterable[Told], said: Callable[[int], None]) -> int:
    """Appends to the chain of the commune; the number of events written."""
    head = ChainHead.objects.filter(commune=commune).first() or ChainHead(commune=commune)
    written, rows = 0, iter(happenings)
    while batch := list(islice(rows, BATCH)):
        Event.objects.bulk_create([_next(commune, head, told) for told in batch])
        written += len(batch)
        said(written)
    head.save()
    return written


def happenings_of_tasks(place: Place) -> Iterator[Told]:
    """Three for each task: drafted, given, handed in; as far as it has come."""
    tasks = model("plans.Task").objects.filter(commune=place.commune).order_by("number", "pk")
    fields = ("pk", "code", "lead_id", "assigned_by_id", "assigned_at", "submitted_at")
    giver = place.leaders[1].pk
    for pk, code, lead, given_by, given_at, sent_at in tasks.values_list(*fields).iterator(BATCH):
        yield Told("plans.task.drafted", giver, pk, given_at or place.commune.opened_at, {})
        if given_at:
            yield Told("plans.task.assigned", given_by, pk, given_at, {"code": code})
        if sent_at:
            yield Told("plans.submission.sent", lead, pk, sent_at, {"evidence": 1})


def _next(commune: Any, head: ChainHead, told: Told) -> Event:
    event = Event(
        commune=commune,
        number=head.number + 1,
        kind=told.kind,
        actor_id=told.actor_id,
        subject_id=told.subject_id,
        data=told.data,
        recorded_at=told.at,
        previous_hash=head.hash,
    )
    event.hash = event_hash(event)
    head.number, head.hash = event.number, event.hash
    return event
