from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.people.models import Account
from xaso.core.people.queries import grants_on
from xaso.core.rights.actor import Actor
from xaso.core.rights.roles import rights_of
from xaso.core.worktime.queries import calendar_of
from xaso.lib.worktime import Calendar
from xaso.modules.plans.five_clear import unclear
from xaso.modules.plans.lateness import local_day
from xaso.modules.plans.models import Plan, Task, TaskState
from xaso.modules.plans.recurrence import next_due

from .numbers import take_number, task_code
from .rows import keep, must_be_open, task_of


@transaction.atomic
def assign_task(*, actor: Actor, task_id: UUID, at: datetime) -> Task:
    """The task leaves draft with all five "rõ" and gets its number."""
    actor.must("plans.assign")
    task = task_of(actor, task_id)
    if task.state != TaskState.NHAP:
        raise ValidationError(_("Việc này đã giao rồi."))
    give(actor, task, at, calendar_of(actor.commune) if task.recurrence else None)
    record("plans.task.assigned", actor=actor, subject_id=task.pk, code=task.code)
    return task


@transaction.atomic
def assign_drafts(
    *, actor: Actor, plan_id: UUID, task_ids: Collection[UUID], at: datetime
) -> list[Task]:
    """Drafts of one plan at once, in the order of the plan: all that are named, or none."""
    actor.must("plans.assign")
    plan = Plan.objects.of(actor.commune).get(pk=plan_id)
    rows = Task.objects.of(actor.commune).filter(plan=plan, pk__in=task_ids, state=TaskState.NHAP)
    tasks = list(rows.order_by("plan_position", "pk"))
    if not tasks:
        raise ValidationError({"task_ids": _("Chọn ít nhất một việc.")})
    if len(tasks) < len(set(task_ids)):
        raise ValidationError(
            {"task_ids": _("Có việc vừa được người khác giao hoặc bỏ. Xem lại danh sách.")}
        )
    for task in tasks:
        assign_task(actor=actor, task_id=task.pk, at=at)
    return tasks


@transaction.atomic
def open_next_copy(*, actor: Actor, task_id: UUID, today: date, at: datetime) -> Task:
    """The copy of the next period of a repeated task. It opens whether or not the last is done."""
    actor.must("plans.assign")
    task = task_of(actor, task_id)
    first = task.series or task
    if not first.recurrence or first.state in {TaskState.NHAP, TaskState.HUY}:
        raise ValidationError(_("Việc này không lặp lại."))
    newest = Task.objects.of(actor.commune).filter(series=first).order_by("-due_date").first()
    copy = _copy_of(first)
    after = (newest or first).due_date or today
    copy.due_date = next_due(
        first.recurrence, after, calendar_of(actor.commune), first.recurrence_day
    )
    if first.recurrence_until and copy.due_date > first.recurrence_until:
        raise ValidationError(_("Việc này đã hết thời gian lặp lại."))
    copy.save()
    for row in first.villages.all():
        copy.villages.create(
            commune=actor.commune, village_id=row.village_id, expected=row.expected
        )
    give(actor, copy, at, None)
    record("plans.task.repeated", actor=actor, subject_id=copy.pk, series=str(first.pk))
    return copy


def give(actor: Actor, task: Task, at: datetime, calendar: Calendar | None) -> None:
    """Checks, numbers and saves; the caller records. `calendar` is needed for a repeated task
    that names no first day."""
    if task.due_date is None and task.recurrence and calendar:
        task.due_date = next_due(task.recurrence, local_day(at), calendar, task.recurrence_day)
    must_be_clear(task)
    must_be_able(task.lead, task.follower, local_day(at))
    task.number = take_number(actor.commune, task.year)
    task.code = task_code(task.year, task.number)
    task.state = TaskState.CHUA_BAT_DAU
    task.original_due_date = task.counted_due_date = task.due_date
    task.assigned_by_id, task.assigned_at = actor.account_id, at
    keep(task)


def must_be_clear(task: Task) -> None:
    """Names each missing "rõ" at its own field."""
    missing = unclear(task)
    if missing:
        errors: dict[str, list[str]] = {}
        for each in missing:
            message = _("Chưa %(clear)s: %(what)s") % {
                "clear": each.label,
                "what": each.what_to_do,
            }
            errors.setdefault(each.field, []).append(message)
        raise ValidationError(errors)


def must_be_able(lead: Account | None, follower: Account | None, day: date) -> None:
    """Both accounts are in use, and the follower holds a role that may accept."""
    must_be_open(lead)
    must_be_open(follower)
    if follower and "plans.accept" not in rights_of(
        grant.role for grant in grants_on(follower, day)
    ):
        raise ValidationError(
            {
                "follower": _("%(name)s chưa có quyền nghiệm thu. Chọn lãnh đạo khác.")
                % {"name": follower.full_name}
            }
        )


COPIED = (
    "plan_id", "target_id", "year", "pillar", "title", "product", "lead_id", "lead_role",
    "lead_unit_text", "coworkers_text", "follower_id", "source_kind", "source_number",
    "source_date", "source_issuer", "source_clause", "source_file_id", "plan_position",
    "due_note", "recurrence", "recurrence_day", "evidence_kind", "evidence_count", "priority",
    "village_count",
)  # fmt: skip


def _copy_of(first: Task) -> Task:
    values = {name: getattr(first, name) for name in COPIED}
    return Task(commune_id=first.commune_id, series=first, **values)


__all__ = ["assign_task", "open_next_copy"]
