"""A thumb slipped: an acceptance is taken back as long as nobody has built on it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.modules.plans.models import Submission, SubmissionState, TaskState

from .rows import keep, task_of

UNDO_WITHIN = timedelta(minutes=30)


@transaction.atomic
def take_back_acceptance(*, actor: Actor, submission_id: UUID, at: datetime) -> Submission:
    """Of a lead's result, by the one who accepted it; it waits again as if nothing had been pressed.

    A village's report is not taken back: its number counts for its village at once.
    """
    actor.must("plans.accept")
    submission = Submission.objects.of(actor.commune).select_for_update().get(pk=submission_id)
    task = task_of(actor, submission.task_id)
    if not can_be_taken_back(submission, actor, at) or task.state != TaskState.HOAN_THANH:
        raise ValidationError(
            _("Chỉ người vừa duyệt lấy lại được, trong 30 phút. Sau đó dùng “Mở lại việc”.")
        )
    submission.state = SubmissionState.DA_GUI
    submission.decided_by_id = submission.decided_at = None
    keep(submission)
    task.state = TaskState.CHO_MINH_CHUNG
    task.accepted_at = task.is_on_time = None
    keep(task)
    record(
        "plans.submission.taken_back",
        actor=actor,
        subject_id=task.pk,
        submission=str(submission.pk),
    )
    return submission


def can_be_taken_back(submission: Submission, actor: Actor, at: datetime) -> bool:
    return (
        submission.state == SubmissionState.CHAP_NHAN
        and submission.village_id is None
        and submission.decided_by_id == actor.account_id
        and submission.decided_at is not None
        and at - submission.decided_at <= UNDO_WITHIN
    )


__all__ = ["take_back_acceptance"]
