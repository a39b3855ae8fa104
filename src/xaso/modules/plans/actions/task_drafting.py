from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.edits import Change, apply_changes
from xaso.core.events.record import record
from xaso.core.files.models import StoredFile
from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor
from xaso.core.rights.roles import all_roles
from xaso.core.units.models import Village
from xaso.modules.plans.lateness import local_day
from xaso.modules.plans.lists import pillars
from xaso.modules.plans.models import (
    HandoverItem,
    Plan,
    Target,
    Task,
    TaskState,
    TaskVillage,
)

from .assignment import must_be_able, must_be_clear
from .rows import keep, must_be_ours, task_of
from .village_rows import settle


class TaskFields(TypedDict, total=False):
    """What may be said about a task when it is drafted; everything but the title may wait."""

    plan: Plan | None
    target: Target | None
    pillar: str
    product: str
    lead: Account | None
    lead_role: str
    lead_unit_text: str
    coworkers_text: str
    follower: Account | None
    source_kind: str
    source_number: str
    source_date: date | None
    source_issuer: str
    source_clause: str
    source_file: StoredFile | None
    plan_position: str
    due_date: date | None
    due_note: str
    recurrence: str
    recurrence_day: int | None
    recurrence_until: date | None
    evidence_kind: str
    evidence_count: int
    priority: int
    budget_million: Decimal | None


ALWAYS = frozenset(
    {
        "title", "plan", "target", "pillar", "product", "lead_unit_text", "coworkers_text",
        "source_kind", "source_number", "source_date", "source_issuer", "source_clause",
        "source_file", "plan_position", "due_note", "recurrence_until", "priority", "budget_million",
    }
)  # fmt: skip
BY_LEADERS = frozenset({"lead", "lead_role", "follower"})
ONLY_IN_DRAFT = frozenset(
    {"due_date", "recurrence", "recurrence_day", "evidence_kind", "evidence_count", "year"}
)


ON_THE_WAY = frozenset({TaskState.CHUA_BAT_DAU, TaskState.DANG_LAM, TaskState.CHO_MINH_CHUNG})


@transaction.atomic
def draft_task(
    *,
    actor: Actor,
    title: str,
    year: int,
    villages: Sequence[Village] = (),
    expected_per_village: Decimal | None = None,
    **fields: Unpack[TaskFields],
) -> Task:
    """A draft may be incomplete. `year` is the year of its code NV-<year>-<number>."""
    actor.must("plans.write")
    task = new_draft(actor, title, year, fields)
    put_villages(actor, task, dict.fromkeys(villages, expected_per_village))
    record("plans.task.drafted", actor=actor, subject_id=task.pk)
    return task


@transaction.atomic
def edit_task(*, actor: Actor, task_id: UUID, changes: Mapping[str, Change], at: datetime) -> Task:
    """Changes field by field. Raises Clash when another person changed the same field meanwhile.

    Due date and evidence are fixed at assignment: afterwards only an extension moves the date.
    """
    actor.must("plans.write")
    task = task_of(actor, task_id)
    _must_be_editable(actor, task, set(changes))
    changed = apply_changes(task, changes, ALWAYS | BY_LEADERS | ONLY_IN_DRAFT)
    check_task(actor, task)
    if task.state != TaskState.NHAP:
        must_be_able(task.lead, task.follower, local_day(at))
    record("plans.task.edited", actor=actor, subject_id=task.pk, fields=sorted(changed))
    return keep(task)


@transaction.atomic
def set_task_villages(
    *, actor: Actor, task_id: UUID, expected: Mapping[UUID, Decimal | None]
) -> Task:
    """The villages of a task with the number each should reach (None: no number). A village that
    has reported stays. When those left have all been accepted, the task is finished."""
    actor.must("plans.write")
    task = task_of(actor, task_id)
    if task.state != TaskState.NHAP:
        actor.must("plans.assign")
    if task.state in {TaskState.HOAN_THANH, TaskState.HUY}:
        raise ValidationError(_("Việc đã xong hoặc đã hủy, không đổi danh sách thôn được."))
    villages = Village.objects.of(actor.commune).filter(pk__in=expected)
    put_villages(actor, task, {village: expected[village.pk] for village in villages})
    if task.is_led_by_villages and task.state != TaskState.NHAP and not task.village_count:
        raise ValidationError({"villages": _("Việc giao trưởng thôn phải có ít nhất một thôn.")})
    if task.is_led_by_villages and task.state in ON_THE_WAY:
        settle(task)
    record("plans.task.villages_set", actor=actor, subject_id=task.pk, count=len(expected))
    return keep(task)


@transaction.atomic
def drop_draft(*, actor: Actor, task_id: UUID) -> None:
    """Only a draft can go without trace of a number: it has none yet."""
    actor.must("plans.write")
    task = task_of(actor, task_id)
    if task.state != TaskState.NHAP:
        raise ValidationError(_("Việc đã giao thì không xóa được, chỉ hủy được kèm lý do."))
    if task.budget_lines.exists():
        raise ValidationError(_("Bản nháp này có dòng kinh phí. Bỏ dòng kinh phí trước."))
    if HandoverItem.objects.filter(task=task).exists():
        raise ValidationError(_("Bản nháp này nằm trong một biên bản bàn giao nên phải giữ lại."))
    record("plans.task.draft_dropped", actor=actor, subject_id=task.pk, title=task.title)
    task.delete()


def new_draft(actor: Actor, title: str, year: int, fields: Mapping[str, Any]) -> Task:
    task = Task(commune=actor.commune, title=" ".join(title.split()), year=year, **fields)
    check_task(actor, task)
    task.save()
    return task


def check_task(actor: Actor, task: Task) -> None:
    """In words first; what full_clean says about our constraints nobody could act on."""
    plan, target = task.plan, task.target
    must_be_ours(actor, plan, target, task.lead, task.follower, task.source_file)
    _must_have_one_lead(task)
    if task.pillar and task.pillar not in pillars():
        raise ValidationError({"pillar": _("Chọn một trụ cột trong danh sách.")})
    if target and plan and target.plan_id != plan.pk:
        raise ValidationError({"target": _("Chỉ tiêu này thuộc kế hoạch khác.")})
    if plan and plan.state == Plan.State.KET_THUC:
        raise ValidationError({"plan": _("Kế hoạch đã kết thúc, không nhận thêm việc.")})
    if task.state != TaskState.NHAP:
        must_be_clear(task)
    task.full_clean(exclude=["commune"])


def _must_have_one_lead(task: Task) -> None:
    role = all_roles().get(task.lead_role) if task.lead_role else None
    if task.lead_role and (role is None or role.reach != "village"):
        raise ValidationError({"lead_role": _("Chọn một vai trò của thôn.")})
    if task.lead_role and task.lead:
        raise ValidationError(
            {"lead": _("Chọn một người chủ trì hoặc giao trưởng thôn, không chọn cả hai.")}
        )
    if task.lead and task.lead_id == task.follower_id:
        raise ValidationError({"follower": _("Người nghiệm thu phải khác người chủ trì.")})


def put_villages(actor: Actor, task: Task, expected: Mapping[Village, Decimal | None]) -> None:
    """Sets the rows and `village_count`; the caller saves the task."""
    must_be_ours(actor, *expected)
    there = {row.village_id: row for row in task.villages.select_for_update()}
    wanted = {village.pk: number for village, number in expected.items()}
    for village_id, row in there.items():
        if village_id not in wanted:
            _remove(row)
    for village_id in wanted.keys() & there.keys():
        there[village_id].expected = wanted[village_id]
        there[village_id].save()
    TaskVillage.objects.bulk_create(
        TaskVillage(commune=actor.commune, task=task, village_id=village_id, expected=number)
        for village_id, number in wanted.items()
        if village_id not in there
    )
    task.village_count = len(wanted)
    task.save(update_fields=["village_count"])


def _remove(row: TaskVillage) -> None:
    if row.reported_at is not None:
        raise ValidationError(
            _("%(village)s đã gửi báo cáo nên không bỏ ra khỏi việc này được.")
            % {"village": row.village}
        )
    row.delete()


def _must_be_editable(actor: Actor, task: Task, fields: Iterable[str]) -> None:
    names = set(fields)
    if task.state in {TaskState.HOAN_THANH, TaskState.HUY}:
        raise ValidationError(_("Việc đã xong hoặc đã hủy. Mở lại việc trước khi sửa."))
    if task.state == TaskState.NHAP:
        return
    if names & BY_LEADERS:
        actor.must("plans.assign")
    fixed = names & ONLY_IN_DRAFT
    if fixed:
        message = _("Mục này đã chốt khi giao việc. Muốn đổi hạn thì xin gia hạn.")
        raise ValidationError(dict.fromkeys(sorted(fixed), message))


__all__ = ["draft_task", "drop_draft", "edit_task", "set_task_villages"]
