from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.modules.plans.given import GivenEvidence
from xaso.modules.plans.lateness import counts_from
from xaso.modules.plans.models import Evidence, Submission, SubmissionState, Task, TaskState

from .given_evidence import count_of, put_evidence
from .results import hand_in
from .rows import keep, must_be_a_person
from .working import RUNNING, must_be_in, worked_by


@transaction.atomic
def submit_evidence(
    *,
    actor: Actor,
    task_id: UUID,
    evidence: Sequence[GivenEvidence],
    note: str = "",
    at: datetime,
    stamped_at: datetime | None = None,
) -> Submission:
    """The lead hands in. Once the count fixed at assignment is there, the task waits for its
    leader; until then the pieces gather in one open submission and the task goes on.

    `stamped_at` is a phone's own moment, given by the sync only when its clock is trusted.
    """
    actor.must("plans.work")
    task = worked_by(actor, task_id)
    if task.is_led_by_villages:
        raise ValidationError(_("Việc này do các thôn báo, không nộp chung được."))
    must_be_in(task, *RUNNING)
    if not evidence:
        raise ValidationError(_("Thêm ít nhất một minh chứng trước khi nộp."))
    submission = _open_submission(actor, task, at)
    submission.at, submission.stamped_at = at, stamped_at
    submission.note = " ".join(note.split()) or submission.note
    submission.full_clean(exclude=["commune", "task"])
    keep(submission)
    put_evidence(actor, submission, evidence, at)
    _hand_in_when_enough(task, submission)
    record(
        "plans.task.evidence_sent",
        actor=actor,
        subject_id=task.pk,
        submission=str(submission.pk),
        waits=task.state == TaskState.CHO_MINH_CHUNG,
    )
    return submission


def _open_submission(actor: Actor, task: Task, at: datetime) -> Submission:
    waiting = Submission.objects.of(actor.commune).filter(
        task=task, village=None, state=SubmissionState.DA_GUI
    )
    return waiting.first() or Submission(
        commune=actor.commune, task=task, by_id=must_be_a_person(actor), at=at
    )


def _hand_in_when_enough(task: Task, submission: Submission) -> None:
    pieces = list(Evidence.objects.filter(submission=submission))
    task.evidence_given = count_of(task.evidence_kind, pieces)
    task.state = TaskState.DANG_LAM
    if task.evidence_given >= task.evidence_count:
        hand_in(task, counts_from(submission.at, submission.stamped_at))
    keep(task)


__all__ = ["submit_evidence"]
