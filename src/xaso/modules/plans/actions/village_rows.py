"""Keeps the row of a village in step with its reports. The caller saves the task and records."""

from __future__ import annotations

from decimal import Decimal

from xaso.modules.plans.lateness import counts_from
from xaso.modules.plans.lists import outcomes
from xaso.modules.plans.models import (
    Evidence,
    EvidenceKind,
    Submission,
    SubmissionState,
    Task,
    TaskState,
    TaskVillage,
    VillageState,
)

from .results import finish, go_on, hand_in


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


def settle(task: Task) -> None:
    """After the list of villages changed: the task may wait, go on, or be finished, dated by the
    reports and acceptances that were already there."""
    recount(task)
    if not all_have_reported(task):
        if task.state == TaskState.CHO_MINH_CHUNG:
            go_on(task)
        return
    moments = [counts_from(each.at, each.stamped_at) for each in _standing(task)]
    hand_in(task, max(moments))
    if task.villages_done == task.village_count:
        finish(task, max(each.decided_at for each in _standing(task) if each.decided_at))


def figure_of(submission: Submission) -> Decimal | None:
    figure = Evidence.objects.filter(submission=submission, kind=EvidenceKind.SO_LIEU).first()
    return figure.number if figure else None


def _standing(task: Task) -> list[Submission]:
    """The newest report of each village that is in the task now."""
    rows = Submission.objects.filter(
        task=task,
        village__in=TaskVillage.objects.filter(task=task).values("village"),
        state__in=[SubmissionState.DA_GUI, SubmissionState.CHAP_NHAN],
    ).order_by("at", "pk")
    return list({row.village_id: row for row in rows}.values())


def _row(submission: Submission) -> TaskVillage:
    return TaskVillage.objects.select_for_update().get(
        task_id=submission.task_id, village=submission.village
    )
