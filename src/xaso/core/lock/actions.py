"""Locking is no event: it happens all day. Somebody who keeps guessing at a locked screen is."""

from __future__ import annotations

from django.db import transaction

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor


@transaction.atomic
def refuse_unlock(*, actor: Actor) -> None:
    """The one at the screen may be anybody; `actor` is whose session it is."""
    if actor.account_id is None:
        raise TypeError("the system has no session")
    record("lock.session.refused", actor=actor, subject_id=actor.account_id)
