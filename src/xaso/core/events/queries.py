from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from xaso.core.people.models import Account
from xaso.core.units.models import Commune

from .models import Event


@dataclass(frozen=True)
class Happening:
    """One line of history, with the person's name of today."""

    kind: str
    who: str
    at: datetime
    subject_id: UUID
    data: dict[str, Any]


def history(commune: Commune, subject_ids: Iterable[UUID], limit: int = 50) -> list[Happening]:
    """Newest first; two queries whatever the number of subjects."""
    events = Event.objects.filter(commune=commune, subject_id__in=list(subject_ids))
    return happenings(list(events.order_by("-number")[:limit]))


def happenings(events: Iterable[Event]) -> list[Happening]:
    events = list(events)
    ids = {event.actor_id for event in events if event.actor_id}
    names = dict(Account.objects.filter(pk__in=ids).values_list("pk", "full_name"))
    return [
        Happening(
            kind=event.kind,
            who=names.get(event.actor_id, _("Hệ thống")) if event.actor_id else _("Hệ thống"),
            at=event.recorded_at,
            subject_id=event.subject_id,
            data=event.data,
        )
        for event in events
    ]
