from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.edits import Change, apply_changes
from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.modules.plans.models import Plan

from .rows import keep, must_be_ours, plan_of

PLAN_FIELDS = frozenset(
    {"kind", "title", "year", "period_from", "period_to", "basis", "parent", "published_url"}
)


@transaction.atomic
def make_plan(
    *,
    actor: Actor,
    kind: str,
    title: str,
    year: int,
    period_from: date | None = None,
    period_to: date | None = None,
    basis: Sequence[str] = (),
    parent: Plan | None = None,
) -> Plan:
    """Without a period the plan runs over its year."""
    actor.must("plans.write")
    must_be_ours(actor, parent)
    plan = Plan(
        commune=actor.commune,
        kind=kind,
        title=" ".join(title.split()),
        year=year,
        period_from=period_from or date(year, 1, 1),
        period_to=period_to or date(year, 12, 31),
        basis=list(basis),
        parent=parent,
    )
    _check(plan)
    plan.save()
    record("plans.plan.made", actor=actor, subject_id=plan.pk, kind=kind, year=year)
    return plan


@transaction.atomic
def edit_plan(*, actor: Actor, plan_id: UUID, changes: Mapping[str, Change]) -> Plan:
    actor.must("plans.write")
    plan = plan_of(actor, plan_id)
    if not plan.is_open_to_edits:
        raise ValidationError(
            _("Kế hoạch đang trình hoặc đã ban hành. Chuyển sang điều chỉnh trước khi sửa.")
        )
    changed = apply_changes(plan, changes, PLAN_FIELDS)
    must_be_ours(actor, plan.parent)
    _check(plan)
    record("plans.plan.edited", actor=actor, subject_id=plan.pk, fields=sorted(changed))
    return keep(plan)


def _check(plan: Plan) -> None:
    if plan.period_to < plan.period_from:
        raise ValidationError({"period_to": _("Ngày kết thúc phải sau ngày bắt đầu.")})
    plan.full_clean(exclude=["commune"])
