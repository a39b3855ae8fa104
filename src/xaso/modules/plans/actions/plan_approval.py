"""nhap → lay_y_kien → trinh → ban_hanh → dieu_chinh → trinh … → ket_thuc."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.files.models import StoredFile
from xaso.core.rights.actor import Actor
from xaso.modules.plans.models import Plan

from .rows import keep, must_be_a_person, must_be_ours, plan_of, said

State = Plan.State


@transaction.atomic
def ask_opinions(*, actor: Actor, plan_id: UUID, note: str = "") -> Plan:
    actor.must("plans.write")
    plan = _plan_in(actor, plan_id, State.NHAP)
    plan.state, plan.state_reason = State.LAY_Y_KIEN, note.strip()
    record("plans.plan.opinions_asked", actor=actor, subject_id=plan.pk)
    return keep(plan)


@transaction.atomic
def submit_plan(*, actor: Actor, plan_id: UUID, at: datetime) -> Plan:
    actor.must("plans.write")
    plan = _plan_in(actor, plan_id, State.NHAP, State.LAY_Y_KIEN, State.DIEU_CHINH)
    plan.state, plan.state_reason = State.TRINH, ""
    plan.submitted_by_id, plan.submitted_at = must_be_a_person(actor), at
    # An adjusted plan keeps its first approval until the new one replaces it; a draft has none.
    if plan.approved_by_id == plan.submitted_by_id:
        plan.approved_by_id, plan.approved_at = None, None
    record("plans.plan.submitted", actor=actor, subject_id=plan.pk)
    return keep(plan)


@transaction.atomic
def approve_plan(*, actor: Actor, plan_id: UUID, at: datetime) -> Plan:
    """The person who submitted a plan never approves it."""
    actor.must("plans.approve")
    plan = _plan_in(actor, plan_id, State.TRINH)
    if plan.submitted_by_id == actor.account_id:
        raise ValidationError(_("Anh chị đã trình kế hoạch này nên không tự duyệt được."))
    plan.state, plan.state_reason = State.BAN_HANH, ""
    plan.approved_by_id, plan.approved_at = must_be_a_person(actor), at
    record("plans.plan.approved", actor=actor, subject_id=plan.pk)
    return keep(plan)


@transaction.atomic
def return_plan(*, actor: Actor, plan_id: UUID, reason: str) -> Plan:
    """Back to where it may be edited: dự thảo, or điều chỉnh when it was in force before."""
    actor.must("plans.approve")
    plan = _plan_in(actor, plan_id, State.TRINH)
    plan.state = State.DIEU_CHINH if plan.approved_at else State.NHAP
    plan.state_reason = said(reason)
    record("plans.plan.returned", actor=actor, subject_id=plan.pk, reason=plan.state_reason)
    return keep(plan)


@transaction.atomic
def record_signed_plan(
    *,
    actor: Actor,
    plan_id: UUID,
    document_number: str,
    document_date: date,
    signer_name: str,
    signer_title: str,
    published_url: str = "",
    signed_file: StoredFile | None = None,
) -> Plan:
    """Number, day and signer of the signed paper, as they stand on it."""
    actor.must("plans.write")
    plan = _plan_in(actor, plan_id, State.BAN_HANH, State.DIEU_CHINH)
    must_be_ours(actor, signed_file)
    plan.document_number, plan.document_date = document_number.strip(), document_date
    plan.signer_name, plan.signer_title = signer_name.strip(), signer_title.strip()
    plan.published_url = published_url or plan.published_url
    plan.signed_file = signed_file or plan.signed_file
    plan.full_clean(exclude=["commune"])
    record("plans.plan.signed", actor=actor, subject_id=plan.pk, number=plan.document_number)
    return keep(plan)


@transaction.atomic
def adjust_plan(*, actor: Actor, plan_id: UUID, reason: str) -> Plan:
    actor.must("plans.write")
    plan = _plan_in(actor, plan_id, State.BAN_HANH)
    plan.state, plan.state_reason = State.DIEU_CHINH, said(reason)
    record("plans.plan.adjusted", actor=actor, subject_id=plan.pk, reason=plan.state_reason)
    return keep(plan)


@transaction.atomic
def close_plan(*, actor: Actor, plan_id: UUID, reason: str) -> Plan:
    """Tasks that are still open go on; the plan takes no new ones."""
    actor.must("plans.approve")
    plan = _plan_in(actor, plan_id, State.BAN_HANH, State.DIEU_CHINH)
    plan.state, plan.state_reason = State.KET_THUC, said(reason)
    record("plans.plan.closed", actor=actor, subject_id=plan.pk, reason=plan.state_reason)
    return keep(plan)


def _plan_in(actor: Actor, plan_id: UUID, *states: Plan.State) -> Plan:
    plan = plan_of(actor, plan_id)
    if plan.state not in states:
        raise ValidationError(
            _("Kế hoạch đang ở bước “%(state)s” nên chưa làm được việc này.")
            % {"state": plan.get_state_display()}
        )
    return plan
