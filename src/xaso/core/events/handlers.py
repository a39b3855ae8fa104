"""Who listens to which events. An app registers its own in its `handlers.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils.functional import Promise

from xaso.core.jobs.doorbell import ring_for_deliveries

from .models import Delivery, Event

EVERY_KIND = "*"
Work = Callable[[Event], None]


def names(pattern: str, kind: str) -> bool:
    """ "plans.task.*" names every kind that begins with "plans.task."."""
    return pattern in (kind, EVERY_KIND) or (
        pattern.endswith(".*") and kind.startswith(pattern[:-1])
    )


@dataclass(frozen=True)
class Handler:
    name: str
    kinds: frozenset[str]
    work: Work
    label: str | Promise = ""

    def hears(self, kind: str) -> bool:
        return any(names(pattern, kind) for pattern in self.kinds)


HANDLERS: dict[str, Handler] = {}


def handles(*kinds: str, label: str | Promise = "") -> Callable[[Work], Work]:
    """Call the function once for each event of these kinds ("plans.task.*": of all that begin so; "*":
    of every kind), soon after it committed, in the order of the events of a commune.

    What it writes and the note that it was done commit together: exactly once, also through a power
    cut. Keep it short, it runs inside a transaction; for long work or an effect outside the database
    (a message, a file) enqueue a job with `unique_key=f"…:{event.pk}"`: that is at least once, so hand
    the key on to the receiver. The name of the function is kept with each delivery: renaming it
    makes a new handler. `label` is how people read it where a delivery failed.
    """

    def register(work: Work) -> Work:
        name = f"{work.__module__}.{work.__name__}".removeprefix("xaso.")
        if name in HANDLERS and HANDLERS[name].work.__qualname__ != work.__qualname__:
            raise ImproperlyConfigured(f"two handlers are called {name}")
        HANDLERS[name] = Handler(name, frozenset(kinds), work, label or name)
        return work

    return register


def label_of(name: str) -> str | Promise:
    return HANDLERS[name].label if name in HANDLERS else name


def ask_for_deliveries(event: Event) -> None:
    """In the transaction of the event; nothing is written when nobody listens."""
    wanted = [
        Delivery(
            event=event,
            commune_id=event.commune_id,
            handler=handler.name,
            try_after=event.recorded_at,
        )
        for handler in HANDLERS.values()
        if handler.hears(event.kind)
    ]
    if wanted:
        Delivery.objects.bulk_create(wanted)
        transaction.on_commit(ring_for_deliveries)
