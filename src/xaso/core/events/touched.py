"""Which rows an event has changed, for those who keep a copy of them: the search, the phones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

from .handlers import names
from .models import Event

Touched = Callable[[Event], Collection[UUID] | None]
"""The rows an event has changed; None when they are too many to name."""


def touched(heard: Mapping[str, Touched], event: Event) -> Collection[UUID] | None:
    """`heard`: kinds of events ("plans.task.*" for all of one thing) and the rows each of them touches.
    Empty when the event says nothing about such rows."""
    ids: set[UUID] = set()
    for pattern, rows in heard.items():
        if names(pattern, event.kind):
            found = rows(event)
            if found is None:
                return None
            ids.update(found)
    return ids


def subject(event: Event) -> Collection[UUID]:
    """The row the event is about."""
    return (event.subject_id,)


def many(event: Event) -> None:
    """Whoever keeps a copy looks at all of them again."""
    del event
