"""A leader accepts or returns what was handed in; never one's own."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.modules.plans.models import Submission, SubmissionState, Task, TaskState

from .results import finish, go_on
from .rows import keep, must_be_a_person, said, task_of
from .village_rows import accept_village, return_village
from .working import must_be_in


@transaction.atomic
def accept_submission(*, actor: Actor, submission_id: UUID, at: datetime) -> Submission:
    """The lead's result finishes the task. A village's report counts for its village; when all
    villages of a village-led task are accepted, the task is finished with the last of them."""
    actor.must("plans.accept")
    submission, task = _waiting(actor, submission_id)
    submission.state = SubmissionState.CHAP_NHAN
    submission.decided_by_id, submission.decided_at = must_be_a_person(actor), at
    keep(submission)
    if submission.village_id:
        accept_village(submission, task)
    if task.state == TaskState.CHO_MINH_CHUNG and _is_complete(submission, task):
        finish(task, at)
    keep(task)
    record(
        "plans.submission.accepted",
        actor=actor,
        subject_id=task.pk,
        submission=str(submission.pk),
        done=task.state == TaskState.HOAN_THANH,
    )
    return submission


@transaction.atomic
def return_submission(
    *, actor: Actor, submission_id: UUID, reason: str, at: datetime
) -> Submission:
    """A returned submission does not count: the task goes on and its date keeps running."""
    actor.must("plans.accept")
    submission, task = _waiting(actor, submission_id)
    submission.state, submission.reason = SubmissionState.TRA_LAI, said(reason)
    submission.decided_by_id, submission.decided_at = must_be_a_person(actor), at
    keep(submission)
    if submission.village_id:
        return_village(submission)
    else:
        task.evidence_given = 0
    if task.state == TaskState.CHO_MINH_CHUNG:
        go_on(task)
    keep(task)
    record(
        "plans.submission.returned",
        actor=actor,
        subject_id=task.pk,
        submission=str(submission.pk),
        reason=submission.reason,
    )
    return submission


def _waiting(actor: Actor, submission_id: UUID) -> tuple[Submission, Task]:
    submission = Submission.objects.of(actor.commune).select_for_update().get(pk=submission_id)
    task = task_of(actor, submission.task_id)
    if submission.state != SubmissionState.DA_GUI:
        raise ValidationError(
            _("Lần nộp này đã được xử lý: %(state)s.") % {"state": submission.get_state_display()}
        )
    if actor.account_id in {submission.by_id, task.lead_id}:
        raise ValidationError(_("Không tự duyệt kết quả của mình. Nhờ lãnh đạo khác duyệt."))
    must_be_in(task, TaskState.CHUA_BAT_DAU, TaskState.DANG_LAM, TaskState.CHO_MINH_CHUNG)
    if submission.village_id is None and task.state != TaskState.CHO_MINH_CHUNG:
        raise ValidationError(_("Người chủ trì chưa nộp đủ minh chứng, chưa duyệt được."))
    return submission, task


def _is_complete(submission: Submission, task: Task) -> bool:
    if submission.village_id is None:
        return True
    return task.is_led_by_villages and task.villages_done == task.village_count


__all__ = ["accept_submission", "return_submission"]
