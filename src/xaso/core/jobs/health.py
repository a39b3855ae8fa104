"""Whether background work is well: for the pages, for `xaso doctor`, for whoever watches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, Subquery

from xaso.core.events.models import Delivery

from .heartbeat import is_at_work
from .kinds import KINDS
from .models import Job, Schedule, Worker

LATE_AFTER = timedelta(minutes=2)
"""The clock is looked at every three seconds; a machine that slept needs a moment."""
MOST_WORKERS = 50


@dataclass(frozen=True)
class Standstill:
    since: datetime | None
    """None when nobody has ever been at work."""
    is_manned: bool
    """Somebody is there and gets nowhere."""


def standstill(at: datetime) -> Standstill | None:
    """None when all is well, also while one long job keeps others waiting. Costs one query."""
    workers = _workers(at)
    at_work = next((worker for worker in workers if is_at_work(worker, at)), None)
    if at_work is None:
        return Standstill(workers[0].seen_at if workers else None, is_manned=False)
    waiting = None if at_work.is_job_held else at_work.oldest_job_at
    late = [moment for moment in (at_work.oldest_due_at, waiting) if moment]
    return Standstill(min(late), is_manned=True) if late else None


@dataclass(frozen=True)
class GivenUp:
    jobs: int
    deliveries: int

    def __bool__(self) -> bool:
        return bool(self.jobs or self.deliveries)


def given_up() -> GivenUp:
    """What failed at every try and waits for a person."""
    return GivenUp(
        jobs=Job.objects.filter(state=Job.State.DEAD).count(),
        deliveries=Delivery.objects.filter(state=Delivery.State.DEAD).count(),
    )


def _workers(at: datetime) -> Sequence[Any]:
    """The one seen last first; beside each the oldest of what should have been begun by now."""
    due = Schedule.objects.filter(name__in=KINDS, next_at__lt=at - LATE_AFTER)
    waiting = Job.objects.filter(
        state__in=(Job.State.WAITING, Job.State.RETRY), run_after__lt=at - LATE_AFTER
    )
    held = Job.objects.filter(state=Job.State.RUNNING, lease_until__gt=at)
    return list(
        Worker.objects.annotate(
            oldest_due_at=Subquery(due.order_by("next_at").values("next_at")[:1]),
            oldest_job_at=Subquery(waiting.order_by("run_after").values("run_after")[:1]),
            is_job_held=Exists(held),
        ).order_by("-seen_at")[:MOST_WORKERS]
    )
