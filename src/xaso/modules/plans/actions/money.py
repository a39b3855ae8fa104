"""Dự toán and spending: written down, corrected, taken off while nothing hangs on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.edits import Change, apply_changes
from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.modules.plans.models import BudgetLine, Plan, Spending, Task
from xaso.modules.plans.money import sources

from .rows import keep, must_be_a_person, must_be_ours

LINE_FIELDS = frozenset({"content", "source", "planned_vnd", "note"})


@transaction.atomic
def add_budget_line(
    *,
    actor: Actor,
    content: str,
    source: str,
    planned_vnd: int,
    plan: Plan | None = None,
    task: Task | None = None,
    note: str = "",
) -> BudgetLine:
    """Money of a plan, or of one task (and so of its plan)."""
    actor.must("plans.write")
    must_be_ours(actor, plan, task)
    line = BudgetLine(
        commune=actor.commune,
        plan=plan or (task.plan if task else None),
        task=task,
        content=" ".join(content.split()),
        source=source,
        planned_vnd=planned_vnd,
        note=" ".join(note.split()),
    )
    _check(line)
    line.save()
    if task is not None:
        # Work was done on it: an import that made the task is not undone any more.
        keep(task)
    record("plans.budget.added", actor=actor, subject_id=line.pk, planned_vnd=planned_vnd)
    return line


@transaction.atomic
def edit_budget_line(*, actor: Actor, line_id: UUID, changes: Mapping[str, Change]) -> BudgetLine:
    actor.must("plans.write")
    line = _line(actor, line_id)
    was = line.planned_vnd
    changed = apply_changes(line, changes, LINE_FIELDS)
    _check(line)
    record(
        "plans.budget.edited",
        actor=actor,
        subject_id=line.pk,
        fields=sorted(changed),
        planned_vnd=line.planned_vnd,
        was=was,
    )
    return keep(line)


@transaction.atomic
def drop_budget_line(*, actor: Actor, line_id: UUID) -> None:
    """Only a line nothing was spent of."""
    actor.must("plans.write")
    line = _line(actor, line_id)
    if line.spendings.exists():
        raise ValidationError(_("Dòng này đã có lần chi. Xóa các lần chi ghi nhầm trước."))
    record(
        "plans.budget.dropped", actor=actor, subject_id=line.pk, content=line.content,
        planned_vnd=line.planned_vnd,
    )  # fmt: skip
    line.delete()


@transaction.atomic
def add_spending(
    *, actor: Actor, line_id: UUID, on_date: date, amount_vnd: int, note: str, at: datetime
) -> Spending:
    """More than was planned is written down all the same, and shown in red."""
    actor.must("plans.write")
    line = _line(actor, line_id)
    if amount_vnd <= 0:
        raise ValidationError({"amount_vnd": _("Số tiền phải lớn hơn 0.")})
    spending = Spending.objects.create(
        commune=actor.commune,
        line=line,
        on_date=on_date,
        amount_vnd=amount_vnd,
        note=" ".join(note.split()),
        by_id=must_be_a_person(actor),
        at=at,
    )
    record("plans.spending.added", actor=actor, subject_id=line.pk, amount_vnd=amount_vnd)
    return spending


@transaction.atomic
def drop_spending(*, actor: Actor, spending_id: UUID, reason: str) -> BudgetLine:
    """A payment written by mistake goes; the log keeps the amount and why."""
    actor.must("plans.write")
    rows = Spending.objects.of(actor.commune).select_for_update().select_related("line")
    spending = rows.get(pk=spending_id)
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do.")})
    record(
        "plans.spending.dropped", actor=actor, subject_id=spending.line_id,
        amount_vnd=spending.amount_vnd, reason=" ".join(reason.split()),
    )  # fmt: skip
    spending.delete()
    return spending.line


def _line(actor: Actor, line_id: UUID) -> BudgetLine:
    return BudgetLine.objects.of(actor.commune).select_for_update().get(pk=line_id)


def _check(line: BudgetLine) -> None:
    if line.source not in sources():
        raise ValidationError({"source": _("Chọn một nguồn trong danh sách.")})
    if line.planned_vnd < 0:
        raise ValidationError({"planned_vnd": _("Dự toán không âm.")})
    line.full_clean(exclude=["commune"])


__all__ = [
    "add_budget_line",
    "add_spending",
    "drop_budget_line",
    "drop_spending",
    "edit_budget_line",
]
