"""What the page of one task shows beside the task itself."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from xaso.core.rights.actor import Actor
from xaso.modules.plans.models import (
    Evidence,
    Extension,
    Submission,
    Task,
    TaskQuerySet,
    TaskVillage,
)


def task_with_people(actor: Actor) -> TaskQuerySet:
    return Task.objects.of(actor.commune).select_related(
        "lead", "follower", "assigned_by", "target", "plan", "source_file", "series"
    )


def submissions_of(task: Task) -> QuerySet[Submission]:
    """Newest first, each with its evidence and files, in two queries."""
    pieces = Evidence.objects.select_related("file").order_by("pk")
    return (
        Submission.objects.filter(task=task)
        .select_related("by", "decided_by", "village")
        .prefetch_related(Prefetch("evidence", pieces))
        .order_by("-at", "-pk")
    )


def villages_of(task: Task) -> QuerySet[TaskVillage]:
    return task.villages.select_related("village").order_by("village__name_folded", "village_id")


def extensions_of(task: Task) -> QuerySet[Extension]:
    return task.extensions.select_related("asked_by", "decided_by").order_by("asked_at", "pk")


def evidence_for(actor: Actor, evidence_id: UUID) -> Evidence:
    """One piece with its file, for the page that serves it: the office sees all of its commune, a
    village head what came from the own villages."""
    rows = Evidence.objects.of(actor.commune).filter(file__isnull=False)
    if not actor.may("plans.read"):
        villages = actor.village_ids or frozenset()
        rows = rows.filter(Q(submission__village__in=villages) | Q(by=actor.account_id))
    return rows.select_related("file").get(pk=evidence_id)
