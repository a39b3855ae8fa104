"""A plan made from a pattern, and a plan kept as one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Village
from xaso.core.worktime.queries import calendar_of
from xaso.modules.plans.models import PlanTemplate
from xaso.modules.plans.patterns import Filling, sketch_of
from xaso.modules.plans.queries.patterns import body_of, pattern_named

from .plan_writing import write_plan
from .rows import must_be_a_person, must_be_ours, plan_of


@transaction.atomic
def use_template(
    *,
    actor: Actor,
    code: str,
    title: str,
    start: date,
    at: datetime,
    villages: Sequence[Village] = (),
    lead: Account | None = None,
    follower: Account | None = None,
) -> UUID:
    """A draft plan; its days are counted in working days from `start`."""
    actor.must("plans.write")
    must_be_ours(actor, lead, follower, *villages)
    pattern = pattern_named(actor.commune, code)
    if pattern.needs_villages and not villages:
        raise ValidationError({"villages": _("Mẫu này có việc của thôn. Chọn ít nhất một thôn.")})
    filling = Filling(
        title=title,
        start=start,
        villages=tuple(village.pk for village in villages),
        lead_id=lead.pk if lead else None,
        follower_id=follower.pk if follower else None,
    )
    sketch = sketch_of(pattern, filling, calendar_of(actor.commune))
    return write_plan(actor=actor, sketch=sketch, at=at)


@transaction.atomic
def save_template(
    *, actor: Actor, plan_id: UUID, name: str, help_text: str, at: datetime
) -> PlanTemplate:
    """People, dates of the year and what was reached stay behind; cancelled tasks too."""
    actor.must("plans.write")
    plan, name = plan_of(actor, plan_id), " ".join(name.split())
    body = body_of(plan, name, calendar_of(actor.commune))
    if not body["tasks"] and not body["targets"]:
        raise ValidationError(
            _("Kế hoạch này chưa có việc, chưa có chỉ tiêu nào để lưu thành mẫu.")
        )
    if PlanTemplate.objects.of(actor.commune).filter(name=name).exists():
        raise ValidationError({"name": _("Xã đã có mẫu tên này. Đặt tên khác.")})
    template = PlanTemplate.objects.create(
        commune=actor.commune,
        name=name,
        help_text=" ".join(help_text.split()),
        body=body,
        from_plan=plan,
        made_by_id=must_be_a_person(actor),
        made_at=at,
    )
    record("plans.template.saved", actor=actor, subject_id=template.pk, name=name)
    return template


@transaction.atomic
def drop_template(*, actor: Actor, template_id: UUID) -> None:
    """Plans made from it stay."""
    actor.must("plans.write")
    rows = PlanTemplate.objects.of(actor.commune).select_for_update()
    template = rows.get(pk=template_id)
    record("plans.template.dropped", actor=actor, subject_id=template.pk, name=template.name)
    template.delete()


__all__ = ["drop_template", "save_template", "use_template"]
