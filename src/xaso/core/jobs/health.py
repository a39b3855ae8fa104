"""Whether background work is well: for the page, for `xaso doctor`, for whoever watches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min

from xaso.core.events.models import Delivery

from .kinds import KINDS
from .models import Job, Schedule

LATE_AFTER = timedelta(minutes=2)
"""The clock is looked at every three seconds; a machine that slept needs a moment."""


@dataclass(frozen=True)
class Health:
    asleep_since: datetime | None
    """Since when something due has not been begun: nobody minds the queue."""
    dead_jobs: int
    dead_deliveries: int

    @property
    def is_well(self) -> bool:
        return not (self.asleep_since or self.dead_jobs or self.dead_deliveries)


def health(at: datetime) -> Health:
    return Health(
        asleep_since=asleep_since(at),
        dead_jobs=Job.objects.filter(state=Job.State.DEAD).count(),
        dead_deliveries=Delivery.objects.filter(state=Delivery.State.DEAD).count(),
    )


def asleep_since(at: datetime) -> datetime | None:
    """None when all is well, also while one long job keeps others waiting."""
    due = Schedule.objects.filter(name__in=KINDS, next_at__lt=at - LATE_AFTER)
    found = [due.aggregate(first=Min("next_at"))["first"], _oldest_waiting(at)]
    return min((moment for moment in found if moment), default=None)


def _oldest_waiting(at: datetime) -> datetime | None:
    held = Job.objects.filter(state=Job.State.RUNNING, lease_until__gt=at)
    waiting = Job.objects.filter(
        state__in=(Job.State.WAITING, Job.State.RETRY), run_after__lt=at - LATE_AFTER
    )
    first: datetime | None = waiting.aggregate(first=Min("run_after"))["first"]
    return first if first and not held.exists() else None
