from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.edits import Change, apply_changes
from xaso.core.events.record import record
from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor
from xaso.modules.plans.lists import pillars
from xaso.modules.plans.models import Goal, Plan, Target

from .rows import keep, must_be_ours, plan_of

TARGET_FIELDS = frozenset(
    {
        "goal", "pillar", "code", "order", "name", "unit", "direction", "baseline_number",
        "target_number", "by_date", "per_village", "value_code", "base_code", "owner", "note",
    }
)  # fmt: skip


@transaction.atomic
def add_goal(*, actor: Actor, plan_id: UUID, pillar: str, text: str, order: int = 0) -> Goal:
    actor.must("plans.write")
    plan = plan_of(actor, plan_id)
    _must_be_open(plan)
    goal = Goal(commune=actor.commune, plan=plan, pillar=pillar, text=text.strip(), order=order)
    must_be_pillar(pillar)
    goal.full_clean(exclude=["commune"])
    goal.save()
    record("plans.goal.added", actor=actor, subject_id=plan.pk, goal=str(goal.pk))
    return goal


@transaction.atomic
def add_target(
    *,
    actor: Actor,
    plan_id: UUID,
    pillar: str,
    code: str,
    name: str,
    unit: str,
    target_number: Decimal | None,
    by_date: date | None = None,
    direction: str = Target.Direction.UP,
    baseline_number: Decimal | None = None,
    per_village: bool = False,
    value_code: str = "",
    base_code: str = "",
    owner: Account | None = None,
    goal: Goal | None = None,
    order: int = 0,
    note: str = "",
) -> Target:
    """`target_number` None: the number is still to be set. Without a day: the end of the plan."""
    actor.must("plans.write")
    plan = plan_of(actor, plan_id)
    target = Target(
        commune=actor.commune,
        plan=plan,
        goal=goal,
        pillar=pillar,
        code=code.strip(),
        order=order,
        name=name.strip(),
        unit=unit.strip(),
        direction=direction,
        baseline_number=baseline_number,
        target_number=target_number,
        by_date=by_date or plan.period_to,
        per_village=per_village,
        value_code=value_code.strip(),
        base_code=base_code.strip(),
        owner=owner,
        note=note.strip(),
    )
    check_target(actor, target)
    target.save()
    record("plans.target.added", actor=actor, subject_id=target.pk, plan=str(plan.pk))
    return target


@transaction.atomic
def edit_target(*, actor: Actor, target_id: UUID, changes: Mapping[str, Change]) -> Target:
    """Two people who change different fields both get through; the same field clashes."""
    actor.must("plans.write")
    target = Target.objects.of(actor.commune).select_for_update().get(pk=target_id)
    changed = apply_changes(target, changes, TARGET_FIELDS)
    check_target(actor, target)
    record("plans.target.edited", actor=actor, subject_id=target.pk, fields=sorted(changed))
    return keep(target)


def must_be_pillar(code: str) -> None:
    if code not in pillars():
        raise ValidationError({"pillar": _("Chọn một trụ cột trong danh sách.")})


def check_target(actor: Actor, target: Target) -> None:
    _must_be_open(target.plan)
    must_be_ours(actor, target.goal, target.owner)
    must_be_pillar(target.pillar)
    if target.goal and target.goal.plan_id != target.plan_id:
        raise ValidationError({"goal": _("Mục tiêu này thuộc kế hoạch khác.")})
    target.full_clean(exclude=["commune"])


def _must_be_open(plan: Plan) -> None:
    if not plan.is_open_to_edits:
        raise ValidationError(
            _(
                "Kế hoạch đang trình hoặc đã ban hành. Chuyển sang điều chỉnh trước khi sửa chỉ tiêu."
            )
        )
