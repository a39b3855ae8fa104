"""What the villages of an actor owe and have sent."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet

from xaso.core.rights.actor import Actor
from xaso.core.units.models import Village
from xaso.modules.plans.models import (
    RUNNING,
    WAITING,
    Evidence,
    Submission,
    TaskVillage,
    VillageState,
)

ROWS = Count("*")


def village_work(actor: Actor) -> QuerySet[TaskVillage]:
    """Open work of the actor's villages, earliest due date first; not what is accepted."""
    return (
        _reached(actor)
        .filter(task_order__in=[RUNNING, WAITING])
        .exclude(state=VillageState.CHAP_NHAN)
        .select_related("task", "task__target", "task__follower", "village")
        .order_by("task_date", "task_id", "village_id")
    )


def owed_counts(actor: Actor) -> dict[UUID, int]:
    """By village: how many tasks wait for its report. One query."""
    rows = village_work(actor).exclude(state=VillageState.DA_GUI).select_related(None)
    return dict(rows.order_by().values_list("village").annotate(rows=ROWS))


def village_row(actor: Actor, task_id: UUID, village_id: UUID) -> TaskVillage:
    """Raises DoesNotExist for a village the actor does not reach."""
    rows = _reached(actor).select_related("task", "task__target", "task__follower", "village")
    return rows.get(task=task_id, village=village_id)


def village_reports(actor: Actor) -> QuerySet[Submission]:
    """What the actor's villages have sent, newest first."""
    rows = Submission.objects.of(actor.commune).filter(village__isnull=False)
    if actor.village_ids is not None:
        rows = rows.filter(village__in=actor.village_ids)
    pieces = Evidence.objects.select_related("file").order_by("pk")
    return (
        rows.select_related("task", "village", "by", "decided_by")
        .prefetch_related(Prefetch("evidence", pieces))
        .order_by("-at", "-pk")
    )


def reached_villages(actor: Actor) -> QuerySet[Village]:
    rows = Village.objects.of(actor.commune).filter(closed_at=None)
    if actor.village_ids is not None:
        rows = rows.filter(pk__in=actor.village_ids)
    return rows.order_by("name_folded", "pk")


def _reached(actor: Actor) -> QuerySet[TaskVillage]:
    rows = TaskVillage.objects.of(actor.commune)
    return rows if actor.village_ids is None else rows.filter(village__in=actor.village_ids)
