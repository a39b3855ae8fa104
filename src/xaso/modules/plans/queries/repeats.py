"""Repeated tasks whose next copy should be open."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from xaso.core.units.models import Commune
from xaso.modules.plans.models import Task, TaskState


def series_to_continue(commune: Commune, today: date) -> QuerySet[Task]:
    """First tasks of the series whose newest copy is past its date, done or not."""
    return (
        Task.objects.of(commune)
        .exclude(recurrence="")
        .exclude(state__in=[TaskState.NHAP, TaskState.HUY])
        .filter(Q(plan=None) | ~Q(plan__state="ket_thuc"), series=None)
        .annotate(newest_due=Coalesce(Max("copies__due_date"), "due_date"))
        .filter(newest_due__lt=today)
        .exclude(recurrence_until__lte=F("newest_due"))
        .order_by("pk")
    )
