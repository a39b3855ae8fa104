"""Opens what is due to be opened; whoever runs the day's jobs calls it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError

from xaso.core.rights.actor import system_actor
from xaso.core.units.models import Commune
from xaso.modules.plans import actions
from xaso.modules.plans.queries.repeats import series_to_continue

MOST_COPIES = 60


def open_due_copies(commune: Commune, today: date, at: datetime) -> list[UUID]:
    """The next copy of every repeated task whose last one is past its date. Running it twice
    changes nothing; after days without it, each missed copy is opened."""
    opened: list[UUID] = []
    for task_id in series_to_continue(commune, today).values_list("pk", flat=True):
        opened += _copies(commune, task_id, today, at)
    return opened


def _copies(commune: Commune, task_id: UUID, today: date, at: datetime) -> list[UUID]:
    """Up to the first copy that is not yet past, or to the end of the series."""
    copies: list[UUID] = []
    actor = system_actor(commune)
    while len(copies) < MOST_COPIES:
        try:
            copy = actions.open_next_copy(actor=actor, task_id=task_id, today=today, at=at)
        except ValidationError:
            break
        copies.append(copy.pk)
        if copy.due_date is None or copy.due_date >= today:
            break
    return copies
