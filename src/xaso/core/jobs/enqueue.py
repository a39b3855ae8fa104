"""Asking for work: the row commits with what the caller writes, or not at all."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError, transaction

from xaso.core.postgres.context import every_commune

from . import askers, doorbell
from .kinds import KINDS, Kind
from .models import Job

if TYPE_CHECKING:
    from xaso.core.rights.actor import Actor
    from xaso.core.units.models import Commune

FOR_A_PERSON, FOR_THE_SCHEDULE = 10, 0


def enqueue(
    name: str,
    /,
    *,
    actor: Actor,
    at: datetime,
    arguments: dict[str, Any] | None = None,
    unique_key: str = "",
    run_after: datetime | None = None,
) -> Job:
    """While a job with the same `unique_key` waits or runs no second one is made: the first comes back.

    `arguments` holds JSON values and ids, no personal data.
    """
    kind = KINDS[name]
    if kind.right:
        actor.must(kind.right)
    return put_in_queue(
        kind,
        commune=actor.commune,
        asked_by=actor.account_id,
        arguments=arguments or {},
        unique_key=unique_key,
        at=at,
        run_after=run_after or at,
    )


def put_in_queue(
    kind: Kind,
    *,
    commune: Commune | None,
    at: datetime,
    run_after: datetime,
    asked_by: UUID | None = None,
    arguments: dict[str, Any] | None = None,
    unique_key: str = "",
) -> Job:
    wanted = Job(
        name=kind.name,
        commune=commune,
        asked_by=asked_by,
        arguments=arguments or {},
        unique_key=unique_key,
        priority=FOR_A_PERSON if asked_by else FOR_THE_SCHEDULE,
        most_attempts=kind.most_attempts,
        run_after=run_after,
        made_at=at,
    )
    made = _saved_once(wanted)
    if run_after <= at:
        transaction.on_commit(doorbell.ring_for_jobs)
    if made.asked_by:
        transaction.on_commit(lambda: askers.add(made.asked_by))
    return made


def _saved_once(wanted: Job) -> Job:
    open_one = Job.objects.filter(unique_key=wanted.unique_key, state__in=Job.OPEN)
    while True:
        with every_commune():  # a key is one of its kind in the whole installation
            found = open_one.first() if wanted.unique_key else None
        if found:
            return found
        try:
            with transaction.atomic():
                wanted.save(force_insert=True)
        except IntegrityError:
            # Somebody else was faster; if that one has ended in between, ours is made now.
            if not wanted.unique_key:
                raise
        else:
            return wanted
