"""A result on its way: handed in, sent back, accepted. The caller saves and records."""

from __future__ import annotations

from datetime import datetime

from xaso.modules.plans.lateness import DueDates, local_day, on_time
from xaso.modules.plans.models import Task, TaskState


def hand_in(task: Task, at: datetime) -> None:
    task.state = TaskState.CHO_MINH_CHUNG
    task.submitted_at, task.submitted_on = at, local_day(at)


def finish(task: Task, at: datetime) -> None:
    original, counted, current = task.original_due_date, task.counted_due_date, task.due_date
    if not (original and counted and current and task.submitted_on):
        raise RuntimeError("a task beyond draft has its dates")
    verdict = on_time(submitted_on=task.submitted_on, dues=DueDates(original, current, counted))
    task.state, task.accepted_at = TaskState.HOAN_THANH, at
    task.is_on_time = verdict.counts_as_on_time
    task.hindrance = ""


def go_on(task: Task) -> None:
    task.state = TaskState.DANG_LAM
    task.submitted_at = task.submitted_on = task.accepted_at = task.is_on_time = None
