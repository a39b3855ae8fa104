"""Keeps the row of a village in step with its reports. The caller saves the task and records."""

from __future__ import annotations

from decimal import Decimal

from xaso.modules.plans.lists import outcomes
from xaso.modules.plans.models import (
    Evidence,
    EvidenceKind,
    Submission,
    Task,
    TaskVillage,
    VillageState,
)


def accept_village(submission: Submission, task: Task) -> None:
    """The newest accepted report counts. A report that it could not be done leaves the village
    open, with its reason, and keeps an earlier number."""
    row = _row(submission)
    if outcomes()[submission.outcome].is_done:
        row.state, row.reason_code = VillageState.CHAP_NHAN, submission.reason_code
        row.counted, row.number = submission, figure_of(submission)
    else:
        row.state, row.reason_code = VillageState.KHONG_XONG, submission.reason_code
    row.save()
    recount(task)


def return_village(submission: Submission) -> None:
    row = _row(submission)
    row.state, row.reason_code = VillageState.TRA_LAI, ""
    row.save()


def recount(task: Task) -> None:
    done = TaskVillage.objects.filter(task=task, state=VillageState.CHAP_NHAN)
    task.villages_done = done.count()
    if task.is_led_by_villages:
        task.evidence_given = Evidence.objects.filter(
            submission__in=done.values("counted"), kind=task.evidence_kind
        ).count()


def all_have_reported(task: Task) -> bool:
    """Every village is accepted or waits for a decision, and none has said it cannot be done."""
    states = list(TaskVillage.objects.filter(task=task).values_list("state", flat=True))
    return bool(states) and set(states) <= {VillageState.DA_GUI, VillageState.CHAP_NHAN}


def figure_of(submission: Submission) -> Decimal | None:
    figure = Evidence.objects.filter(submission=submission, kind=EvidenceKind.SO_LIEU).first()
    return figure.number if figure else None


def _row(submission: Submission) -> TaskVillage:
    return TaskVillage.objects.select_for_update().get(
        task_id=submission.task_id, village=submission.village
    )
