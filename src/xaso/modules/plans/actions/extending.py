from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.lib.dates import write_date
from xaso.modules.plans.lateness import DueDates, Granted, extended, local_day
from xaso.modules.plans.lists import limits
from xaso.modules.plans.models import Extension, ExtensionResult, Task, TaskState

from .rows import keep, must_be_a_person, said, task_of
from .working import RUNNING, must_be_in, worked_by


@transaction.atomic
def ask_extension(
    *, actor: Actor, task_id: UUID, to_date: date, reason: str, at: datetime
) -> Extension:
    """Before or after the due date; how often is a setting."""
    actor.must("plans.work")
    task = worked_by(actor, task_id)
    must_be_in(task, *RUNNING)
    _must_be_askable(task, to_date)
    extension = Extension.objects.create(
        commune=actor.commune,
        task=task,
        asked_by_id=must_be_a_person(actor),
        asked_at=at,
        from_date=dues_of(task).current,
        to_date=to_date,
        reason=said(reason),
    )
    record(
        "plans.extension.asked",
        actor=actor,
        subject_id=task.pk,
        extension=str(extension.pk),
        to_date=str(to_date),
    )
    return extension


@transaction.atomic
def decide_extension(
    *, actor: Actor, extension_id: UUID, granted: bool, note: str = "", at: datetime
) -> Extension:
    """The following leader or the chairman. Granted after the due date has passed, the task still
    counts as late by its original date."""
    actor.must("plans.accept")
    extension = Extension.objects.of(actor.commune).select_for_update().get(pk=extension_id)
    task = task_of(actor, extension.task_id)
    _must_be_decidable(actor, extension, task)
    extension.result = ExtensionResult.DONG_Y if granted else ExtensionResult.TU_CHOI
    extension.decided_by_id, extension.decided_at = must_be_a_person(actor), at
    extension.decided_on = local_day(at)
    extension.note = " ".join(note.split()) if granted else said(note)
    extension.full_clean(exclude=["commune", "task"])
    keep(extension)
    if granted:
        _move_due(task, Granted(extension.to_date, extension.decided_on))
    record(
        "plans.extension.decided",
        actor=actor,
        subject_id=task.pk,
        extension=str(extension.pk),
        granted=granted,
    )
    return extension


def dues_of(task: Task) -> DueDates:
    original, current, counted = task.original_due_date, task.due_date, task.counted_due_date
    if not (original and current and counted):
        raise RuntimeError("a task beyond draft has its dates")
    return DueDates(original=original, current=current, counted=counted)


def _move_due(task: Task, granted: Granted) -> None:
    dues = extended(dues_of(task), granted)
    task.due_date, task.counted_due_date = dues.current, dues.counted
    task.extension_count += 1
    keep(task)


def _must_be_askable(task: Task, to_date: date) -> None:
    if task.due_date is None or to_date <= task.due_date:
        raise ValidationError(
            {
                "to_date": _("Hạn mới phải sau hạn đang có (%(day)s).")
                % {"day": write_date(task.due_date) if task.due_date else ""}
            }
        )
    if task.extension_count >= limits().most_extensions:
        raise ValidationError(
            _("Việc này đã gia hạn %(count)s lần, không xin thêm được.")
            % {"count": task.extension_count}
        )
    if task.extensions.filter(result=ExtensionResult.CHO).exists():
        raise ValidationError(_("Đã có một lần xin gia hạn đang chờ quyết định."))


def _must_be_decidable(actor: Actor, extension: Extension, task: Task) -> None:
    if extension.result != ExtensionResult.CHO:
        raise ValidationError(_("Lần xin gia hạn này đã được quyết định."))
    if actor.account_id in {extension.asked_by_id, task.lead_id}:
        raise ValidationError(_("Không tự quyết gia hạn cho việc của mình."))
    if actor.account_id != task.follower_id and not actor.may("plans.approve"):
        raise ValidationError(_("Chỉ lãnh đạo theo dõi việc này hoặc chủ tịch quyết gia hạn."))
    must_be_in(task, *RUNNING, TaskState.CHO_MINH_CHUNG)


__all__ = ["ask_extension", "decide_extension"]
