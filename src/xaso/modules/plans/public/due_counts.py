"""How many tasks fell due in a period, and how many of them were done on time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from xaso.core.figures import Period
from xaso.core.units.models import Commune
from xaso.modules.plans.models import DONE, RUNNING, WAITING, Task
from xaso.modules.plans.queries.counts import ROWS, rows_that


@dataclass(frozen=True)
class DueCounts:
    due: int
    on_time: int
    """Accepted, and handed in by the day that counts."""
    as_of: date

    @property
    def url(self) -> str:
        return reverse("plans:tasks")


def due_counts(commune: Commune, period: Period, today: date) -> DueCounts:
    """By the due date that counts, extensions granted in time included; what is not due yet, paused
    or cancelled stands outside. One query."""
    as_of = min(period.last, today)
    counts = (
        Task.objects.of(commune)
        .filter(counted_due_date__range=(period.first, as_of))
        .filter(state_order__in=[RUNNING, WAITING, DONE])
        .aggregate(due=ROWS, on_time=rows_that(Q(state_order=DONE, is_on_time=True)))
    )
    return DueCounts(counts["due"], counts["on_time"], as_of)
