"""How many tasks fell due in a period, and how many of them were done on time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from xaso.core.figures import Period
from xaso.core.units.models import Commune
from xaso.modules.plans.models import Task, TaskState


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
        .exclude(state__in=[TaskState.NHAP, TaskState.HUY, TaskState.TAM_DUNG])
        .aggregate(
            due=Count("pk"),
            on_time=Count("pk", filter=Q(state=TaskState.HOAN_THANH, is_on_time=True)),
        )
    )
    return DueCounts(counts["due"], counts["on_time"], as_of)
