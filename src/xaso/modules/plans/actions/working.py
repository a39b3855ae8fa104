from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.modules.plans.models import Task, TaskState

from .rows import keep, task_of

RUNNING = (TaskState.CHUA_BAT_DAU, TaskState.DANG_LAM)


@transaction.atomic
def start_task(*, actor: Actor, task_id: UUID) -> Task:
    actor.must("plans.work")
    task = worked_by(actor, task_id)
    must_be_in(task, TaskState.CHUA_BAT_DAU)
    task.state = TaskState.DANG_LAM
    record("plans.task.started", actor=actor, subject_id=task.pk)
    return keep(task)


@transaction.atomic
def report_progress(
    *, actor: Actor, task_id: UUID, progress: int, hindrance: str = "", at: datetime
) -> Task:
    """0 to 99 %: only evidence makes 100. `hindrance` is shown as it stands; empty clears it."""
    actor.must("plans.work")
    task = worked_by(actor, task_id)
    must_be_in(task, *RUNNING)
    if not 0 <= progress <= 99:
        raise ValidationError(
            {"progress": _("Tiến độ từ 0 đến 99 %. Việc xong thì nộp minh chứng.")}
        )
    task.state = TaskState.DANG_LAM
    task.progress, task.hindrance = progress, " ".join(hindrance.split())
    task.full_clean(exclude=["commune"])
    record(
        "plans.task.progressed",
        actor=actor,
        subject_id=task.pk,
        progress=progress,
        hindrance=task.hindrance,
        at=at.isoformat(),
    )
    return keep(task)


def worked_by(actor: Actor, task_id: UUID) -> Task:
    """The lead works on a task; who may assign tasks may write for the lead."""
    task = task_of(actor, task_id)
    if task.lead_id != actor.account_id and not actor.may("plans.assign"):
        raise ValidationError(_("Chỉ người chủ trì ghi tiến độ và nộp kết quả của việc này."))
    return task


def must_be_in(task: Task, *states: TaskState) -> None:
    if task.state not in states:
        raise ValidationError(
            _("Việc đang ở trạng thái “%(state)s” nên chưa làm được bước này.")
            % {"state": task.get_state_display()}
        )


__all__ = ["report_progress", "start_task"]
