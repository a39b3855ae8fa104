"""What waits for a decision of one leader."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from xaso.core.rights.actor import Actor
from xaso.modules.plans.models import (
    RUNNING,
    WAITING,
    Extension,
    ExtensionResult,
    Plan,
    Submission,
    SubmissionState,
)


def submissions_waiting(actor: Actor) -> QuerySet[Submission]:
    """Results and village reports of tasks the actor follows, oldest first; never one's own."""
    if not actor.may("plans.accept"):
        return Submission.objects.none()
    complete = Q(task__state_order=WAITING) | Q(village__isnull=False, task__state_order=RUNNING)
    return (
        Submission.objects.of(actor.commune)
        .filter(_follows(actor), complete, state=SubmissionState.DA_GUI)
        .exclude(by=actor.account_id)
        .exclude(task__lead=actor.account_id)
        .select_related("task", "task__lead", "task__target", "village", "by")
        .order_by("at", "pk")
    )


def extensions_waiting(actor: Actor) -> QuerySet[Extension]:
    if not actor.may("plans.accept"):
        return Extension.objects.none()
    return (
        Extension.objects.of(actor.commune)
        .filter(
            _follows(actor),
            result=ExtensionResult.CHO,
            task__state_order__in=[RUNNING, WAITING],
        )
        .exclude(asked_by=actor.account_id)
        .exclude(task__lead=actor.account_id)
        .select_related("task", "task__lead", "asked_by")
        .order_by("asked_at", "pk")
    )


def plans_waiting(actor: Actor) -> QuerySet[Plan]:
    if not actor.may("plans.approve"):
        return Plan.objects.none()
    return (
        Plan.objects.of(actor.commune)
        .filter(state=Plan.State.TRINH)
        .exclude(submitted_by=actor.account_id)
        .select_related("submitted_by")
        .order_by("submitted_at", "pk")
    )


def _follows(actor: Actor) -> Q:
    """Tasks of a leader who has left fall to whoever approves plans: the chairman."""
    mine = Q(task__follower=actor.account_id)
    if actor.may("plans.approve"):
        return mine | Q(task__follower__is_active=False)
    return mine
