from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.modules.plans.given import GivenEvidence, Upload
from xaso.modules.plans.lateness import counts_from
from xaso.modules.plans.lists import outcomes, reasons
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

from .given_evidence import count_of, put_evidence, too_little
from .results import hand_in
from .rows import keep, must_be_a_person, task_of
from .village_rows import all_have_reported, recount
from .working import RUNNING, must_be_in


@transaction.atomic
def send_village_report(
    *,
    actor: Actor,
    task_id: UUID,
    village_id: UUID,
    outcome: str = "XONG",
    reason_code: str = "",
    number: Decimal | None = None,
    photos: Sequence[Upload] = (),
    note: str = "",
    at: datetime,
    stamped_at: datetime | None = None,
) -> Submission:
    """One village reports. A later report replaces an earlier one that still waits.

    An outcome that is not done needs no evidence but, for some outcomes, a reason.
    """
    actor.must("plans.village")
    task, row = _owed(actor, task_id, village_id)
    _must_say_why(outcome, reason_code, note)
    if number is not None and not outcomes()[outcome].is_done:
        raise ValidationError(
            {"number": _("Chưa xong thì để trống số. Được một phần thì chọn “Xong một phần”.")}
        )
    submission = _new_report(actor, row, at)
    submission.outcome, submission.reason_code = outcome, reason_code
    submission.note, submission.stamped_at = " ".join(note.split()), stamped_at
    submission.full_clean(exclude=["commune", "task", "village"])
    submission.save()
    pieces = put_evidence(actor, submission, _given(task, number, photos), at)
    is_done = outcomes()[outcome].is_done
    if is_done:
        _must_be_enough(task, pieces)
    row.state = VillageState.DA_GUI if is_done else VillageState.KHONG_XONG
    row.reported_at, row.reason_code = at, reason_code
    row.save()
    _move_on(task, counts_from(at, stamped_at))
    record(
        "plans.village_report.sent",
        actor=actor,
        subject_id=task.pk,
        submission=str(submission.pk),
        village=str(village_id),
        outcome=outcome,
        reason=reason_code,
    )
    return submission


def _owed(actor: Actor, task_id: UUID, village_id: UUID) -> tuple[Task, TaskVillage]:
    if not actor.reaches_village(village_id):
        raise TaskVillage.DoesNotExist
    task = task_of(actor, task_id)
    must_be_in(task, *RUNNING, TaskState.CHO_MINH_CHUNG)
    row = TaskVillage.objects.of(actor.commune).select_for_update()
    return task, row.get(task=task, village_id=village_id)


def _must_say_why(outcome: str, reason_code: str, note: str) -> None:
    known = outcomes().get(outcome)
    if known is None:
        raise ValidationError({"outcome": _("Chọn kết quả: xong hay chưa xong.")})
    if reason_code and reason_code not in reasons():
        raise ValidationError({"reason_code": _("Chọn một lý do trong danh sách.")})
    if known.needs_reason and not reason_code:
        raise ValidationError({"reason_code": _("Chọn lý do vì sao chưa xong.")})
    if reason_code == "KHAC" and not note.strip():
        raise ValidationError({"note": _("Ghi lý do khác đó là gì.")})


def _new_report(actor: Actor, row: TaskVillage, at: datetime) -> Submission:
    waiting = Submission.objects.of(actor.commune).filter(
        task_id=row.task_id, village_id=row.village_id, state=SubmissionState.DA_GUI
    )
    waiting.update(state=SubmissionState.THAY_THE)
    return Submission(
        commune=actor.commune,
        task_id=row.task_id,
        village_id=row.village_id,
        by_id=must_be_a_person(actor),
        at=at,
    )


def _given(task: Task, number: Decimal | None, photos: Sequence[Upload]) -> list[GivenEvidence]:
    unit = task.target.unit if task.target else ""
    figures = (
        [] if number is None else [GivenEvidence(EvidenceKind.SO_LIEU, number=number, unit=unit)]
    )
    return figures + [GivenEvidence(EvidenceKind.ANH, upload=photo) for photo in photos]


def _must_be_enough(task: Task, pieces: Sequence[Evidence]) -> None:
    """A village under a named lead helps with what it has; a village that leads owes the count."""
    if not task.is_led_by_villages:
        if not pieces:
            raise ValidationError(_("Ghi số liệu hoặc gửi ảnh."))
        return
    have = count_of(task.evidence_kind, pieces)
    if have < task.evidence_count:
        raise too_little(task, have)


def _move_on(task: Task, moment: datetime) -> None:
    recount(task)
    if task.is_led_by_villages and all_have_reported(task):
        hand_in(task, max(moment, task.submitted_at or moment))
    elif task.state == TaskState.CHUA_BAT_DAU:
        task.state = TaskState.DANG_LAM
    elif task.is_led_by_villages and task.state == TaskState.CHO_MINH_CHUNG:
        task.state, task.submitted_at, task.submitted_on = TaskState.DANG_LAM, None, None
    keep(task)


__all__ = ["send_village_report"]
