"""What may be done with a task now, by this person: one main button, the rest behind it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor
from xaso.modules.plans.five_clear import unclear
from xaso.modules.plans.models import Task, TaskState

from .plan_links import Link

State = TaskState
RUNNING = {State.CHUA_BAT_DAU, State.DANG_LAM}


@dataclass(frozen=True)
class TaskSteps:
    main: Link | None
    beside: list[Link]
    """Shown as quiet buttons next to the main one."""
    more: list[Link]


def steps_for(actor: Actor, task: Task) -> TaskSteps:
    is_lead = task.lead_id is not None and task.lead_id == actor.account_id
    works = is_lead and actor.may("plans.work")
    state = State(task.state)
    beside = _beside(task, state) if works else []
    return TaskSteps(
        main=_main(actor, task, state, works=works),
        beside=beside,
        more=[
            *_helping(actor, task, state, works),
            *_editing(actor, task),
            *_leading(actor, task),
        ],
    )


def _main(actor: Actor, task: Task, state: TaskState, *, works: bool) -> Link | None:
    if state == State.NHAP:
        return _draft(actor, task)
    if works and state == State.CHUA_BAT_DAU:
        return _link(task, "start-task", _("Bắt đầu"), "doing", is_post=True)
    if works and state == State.DANG_LAM:
        return _link(task, "submit-evidence", _("Nộp minh chứng"), "upload")
    if state == State.TAM_DUNG and (works or actor.may("plans.accept")):
        return _link(task, "resume-task", _("Làm lại"), "doing", is_post=True)
    return None


def _draft(actor: Actor, task: Task) -> Link | None:
    if actor.may("plans.assign") and not unclear(task):
        return _link(task, "assign-task", _("Giao việc"), "right", is_post=True)
    if actor.may("plans.write"):
        label = _("Bổ sung để giao") if unclear(task) else _("Sửa nháp")
        return _link(task, "edit-task", label, "pencil")
    return None


def _beside(task: Task, state: TaskState) -> list[Link]:
    progress = _link(task, "progress", _("Ghi tiến độ"), "level")
    if state == State.CHUA_BAT_DAU:
        return [_link(task, "submit-evidence", _("Nộp minh chứng"), "upload"), progress]
    return [progress] if state == State.DANG_LAM else []


def _helping(actor: Actor, task: Task, state: TaskState, works: bool) -> list[Link]:
    """A leader may write for the lead."""
    found = []
    if state in RUNNING and (works or actor.may("plans.assign")):
        if not works:
            found.append(_link(task, "progress", _("Ghi tiến độ"), "level"))
            if not task.is_led_by_villages:
                found.append(_link(task, "submit-evidence", _("Nộp minh chứng thay"), "upload"))
        found.append(_link(task, "ask-extension", _("Xin gia hạn"), "calendar"))
    return found


def _editing(actor: Actor, task: Task) -> list[Link]:
    if not actor.may("plans.write") or task.state in {State.HOAN_THANH, State.HUY}:
        return []
    found = [_link(task, "edit-task", _("Sửa việc"), "pencil")]
    if task.state == State.NHAP or actor.may("plans.assign"):
        found.append(_link(task, "task-villages", _("Các thôn và số phải đạt"), "village"))
    found.append(_link(task, "add-task-money", _("Thêm kinh phí"), "money"))
    if task.state == State.NHAP:
        found.append(_link(task, "drop-draft", _("Bỏ bản nháp"), "bin"))
    return found


def _leading(actor: Actor, task: Task) -> list[Link]:
    is_own = task.lead_id is not None and task.lead_id == actor.account_id
    found = []
    if actor.may("plans.assign") and task.recurrence and task.state not in {State.NHAP, State.HUY}:
        found.append(_link(task, "next-copy", _("Mở kỳ sau"), "calendar"))
    if actor.may("plans.accept") and not is_own:
        if task.state in RUNNING:
            found += [
                _link(task, "pause-task", _("Tạm dừng"), "paused"),
                _link(task, "cancel-task", _("Hủy việc"), "cross"),
            ]
            if task.lead_id and task.due_date and task.due_date < timezone.localdate():
                label = _("Yêu cầu giải trình")
                found.append(_link(task, "ask-explanation", label, "chat"))
        if task.state == State.HOAN_THANH:
            found.append(_link(task, "reopen-task", _("Mở lại việc"), "undo"))
    return found


def _link(task: Task, name: str, label: str, icon: str, *, is_post: bool = False) -> Link:
    return Link(label, reverse(f"plans:{name}", args=[task.pk]), icon, is_post=is_post)
