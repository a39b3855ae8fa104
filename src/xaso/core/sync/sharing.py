"""What phones hold of the commune's records. An app says it in its `sync.py`, beside its commands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from xaso.core.events.handlers import names
from xaso.core.events.models import Event
from xaso.core.rights.actor import Actor

Touched = Callable[[Event], Collection[UUID] | None]
"""The rows an event has changed; None when they are too many to name."""


@dataclass(frozen=True)
class Shared:
    name: str
    right: str
    rows: Callable[[Actor], QuerySet[Any]]
    """Within reach and in use: what leaves this set is gone from the phone."""
    shown: Callable[[Actor, Any], Mapping[str, Any]]
    heard: Mapping[str, Touched] = field(default_factory=dict)
    """Kinds of events ("residents.household.*") and the rows each of them touches."""
    elsewhere: Callable[[Actor], QuerySet[Any]] | None = None
    """Rows that never were within reach, where a row stays in its village: nothing is said of them."""


_shared: dict[str, Shared] = {}


def share(*kinds: Shared) -> None:
    for kind in kinds:
        if kind.name in _shared:
            raise ValueError(f"{kind.name} is shared twice")
        _shared[kind.name] = kind


def shared_with(actor: Actor) -> list[Shared]:
    return [kind for name, kind in sorted(_shared.items()) if actor.may(kind.right)]


def touched(kind: Shared, event: Event) -> Collection[UUID] | None:
    """Empty when the event says nothing about rows of this kind."""
    ids: set[UUID] = set()
    for pattern, rows in kind.heard.items():
        if names(pattern, event.kind):
            found = rows(event)
            if found is None:
                return None
            ids.update(found)
    return ids


def subject(event: Event) -> Collection[UUID]:
    return (event.subject_id,)


def many(event: Event) -> None:
    """Too many to name: the phone is given all of them again."""
    del event
