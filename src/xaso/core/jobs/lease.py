"""Who holds a job, until when. Every change of a running job goes through its lease."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from xaso.core.postgres.context import every_commune

from .models import Job

LEASE = timedelta(seconds=60)
BEAT_S = 15.0
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=1)
TOO_FAR = timedelta(minutes=5)
"""A lease beyond this was given by a clock that has been put back since."""
LETTERS_OF_DETAIL = 8000
_dice = random.SystemRandom()


@every_commune()
def claim_next(worker: str, at: datetime, which: Q | None = None) -> Job | None:
    """The next job, now held by `worker`; None when nothing is due. A look costs no write lock."""
    due = _due(at).filter(which or Q())
    if not due.exists():
        return None
    with transaction.atomic():
        found = due.select_for_update(skip_locked=True, of=("self",)).first()
        if found is None:
            return None
        found.state, found.worker = Job.State.RUNNING, worker
        found.lease_until, found.attempts = at + LEASE, found.attempts + 1
        found.began_at, found.error, found.error_detail = at, "", ""
        found.progress_done = found.progress_total = 0
        found.save()
        return found


def renew(job_id: UUID, worker: str, at: datetime) -> bool:
    """False when the lease has gone: somebody else may hold the job by now."""
    return _change(job_id, worker, at, lease_until=at + LEASE)


def note_progress(
    job_id: UUID, worker: str, at: datetime, done: int, total: int, note: str
) -> bool:
    return _change(
        job_id,
        worker,
        at,
        progress_done=max(done, 0),
        progress_total=max(total, 0),
        progress_note=note[:200],
    )


def end(job_id: UUID, worker: str, at: datetime, result: str = "") -> bool:
    """Done. False when the lease has gone; then the caller must undo what it did."""
    return _change(
        job_id,
        worker,
        at,
        state=Job.State.DONE,
        done_at=at,
        result=result[:500],
        **NO_LEASE,
    )


def give_back(job_id: UUID, worker: str, at: datetime) -> bool:
    """The server is stopping: the next one takes the job at once, and the try does not count."""
    return _change(
        job_id,
        worker,
        at,
        state=Job.State.WAITING,
        run_after=at,
        attempts=F("attempts") - 1,
        **NO_LEASE,
    )


def fail(job: Job, at: datetime, error: str, detail: str, *, for_good: bool = False) -> bool:
    """Tried again later, or dead after the last try or when trying again cannot help."""
    for_good = for_good or job.attempts >= job.most_attempts
    return _change(
        job.pk,
        job.worker,
        at,
        error=error[:500],
        error_detail=detail,
        **_after_failure(job, at, for_good),
    )


@every_commune()
def reap(at: datetime) -> int:
    """Jobs whose holder died are tried again. Returns how many."""
    gone = Job.objects.filter(
        Q(lease_until__lte=at) | Q(lease_until__gt=at + TOO_FAR), state=Job.State.RUNNING
    )
    return sum(_take_away(job, at) for job in gone) if gone.exists() else 0


def _due(at: datetime) -> QuerySet[Job]:
    waiting = Job.objects.filter(state__in=(Job.State.WAITING, Job.State.RETRY), run_after__lte=at)
    return waiting.select_related("commune").order_by("-priority", "run_after", "pk")


@every_commune()
def _change(job_id: UUID, worker: str, at: datetime, /, **fields: Any) -> bool:
    held = Job.objects.filter(
        pk=job_id, worker=worker, state=Job.State.RUNNING, lease_until__gt=at
    )
    return held.update(**fields) == 1


def _take_away(job: Job, at: datetime) -> int:
    for_good = job.attempts >= job.most_attempts
    still_gone = Job.objects.filter(
        pk=job.pk, state=Job.State.RUNNING, worker=job.worker, lease_until=job.lease_until
    )
    return still_gone.update(
        error=_("Máy chủ tắt giữa chừng khi đang làm việc này."),
        error_detail=f"lease of {job.worker} ended at {job.lease_until}",
        **_after_failure(job, at, for_good),
    )


def _after_failure(job: Job, at: datetime, for_good: bool) -> dict[str, Any]:
    if for_good:
        return {"state": Job.State.DEAD, "done_at": at, **NO_LEASE}
    return {"state": Job.State.RETRY, "run_after": at + wait_before(job.attempts + 1), **NO_LEASE}


def wait_before(attempt: int) -> timedelta:
    """Before the second try 15 s, then twice as long each time, a quarter more or less."""
    doublings = min(max(attempt - 2, 0), 10)
    wait = min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)
    unevenness: float = _dice.uniform(0.75, 1.25)
    return wait * unevenness


NO_LEASE: dict[str, Any] = {"worker": "", "lease_until": None}
