"""Pause, go on, cancel, open again: decisions of a leader, each with a reason."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.modules.plans.lateness import after_pause
from xaso.modules.plans.models import PauseSpan, Task, TaskState

from .extending import dues_of
from .results import go_on
from .rows import keep, must_be_a_person, said, task_of
from .working import RUNNING, must_be_in


@transaction.atomic
def pause_task(
    *, actor: Actor, task_id: UUID, reason: str, today: date, resume_date: date | None = None
) -> Task:
    """Only a leader pauses, so every pause is an approved one; from today on the clock stands."""
    actor.must("plans.accept")
    task = _not_own(actor, task_id)
    must_be_in(task, *RUNNING)
    if resume_date and resume_date <= today:
        raise ValidationError({"resume_date": _("Ngày làm lại phải sau hôm nay.")})
    task.state, task.pause_reason = TaskState.TAM_DUNG, said(reason)
    task.paused_on, task.resume_date = today, resume_date
    PauseSpan.objects.create(
        commune=actor.commune,
        task=task,
        from_date=today,
        reason=task.pause_reason,
        approved_by_id=must_be_a_person(actor),
    )
    record("plans.task.paused", actor=actor, subject_id=task.pk, reason=task.pause_reason)
    return keep(task)


@transaction.atomic
def resume_task(*, actor: Actor, task_id: UUID, today: date) -> Task:
    """The due date moves by the days the task stood still; the original date stays visible."""
    actor.must("plans.work")
    task = task_of(actor, task_id)
    if task.lead_id != actor.account_id and not actor.may("plans.accept"):
        raise ValidationError(_("Chỉ người chủ trì hoặc lãnh đạo cho làm lại việc này."))
    must_be_in(task, TaskState.TAM_DUNG)
    span = task.pauses.select_for_update().get(to_date=None)
    span.to_date = max(today, span.from_date)
    span.save(update_fields=["to_date"])
    dues = after_pause(dues_of(task), paused_on=span.from_date, resumed_on=span.to_date)
    task.due_date, task.counted_due_date = dues.current, dues.counted
    task.state = TaskState.DANG_LAM
    task.paused_on, task.resume_date, task.pause_reason = None, None, ""
    record("plans.task.resumed", actor=actor, subject_id=task.pk, due_date=str(task.due_date))
    return keep(task)


@transaction.atomic
def cancel_task(*, actor: Actor, task_id: UUID, reason: str, today: date) -> Task:
    """The end of a task that was given; it stays listed with its reason. Drafts are dropped."""
    actor.must("plans.accept")
    task = _not_own(actor, task_id)
    must_be_in(task, *RUNNING)
    task.state, task.cancel_reason, task.cancelled_on = TaskState.HUY, said(reason), today
    record("plans.task.cancelled", actor=actor, subject_id=task.pk, reason=task.cancel_reason)
    return keep(task)


@transaction.atomic
def reopen_task(*, actor: Actor, task_id: UUID, reason: str) -> Task:
    """A finished task goes back to work; its accepted evidence stays as history."""
    actor.must("plans.accept")
    task = _not_own(actor, task_id)
    must_be_in(task, TaskState.HOAN_THANH)
    why = said(reason)
    go_on(task)
    if not task.is_led_by_villages:
        task.evidence_given = 0
    record("plans.task.reopened", actor=actor, subject_id=task.pk, reason=why)
    return keep(task)


def _not_own(actor: Actor, task_id: UUID) -> Task:
    task = task_of(actor, task_id)
    if task.lead_id is not None and task.lead_id == actor.account_id:
        raise ValidationError(_("Không tự quyết việc mình chủ trì. Nhờ lãnh đạo khác quyết."))
    return task


__all__ = ["cancel_task", "pause_task", "reopen_task", "resume_task"]
