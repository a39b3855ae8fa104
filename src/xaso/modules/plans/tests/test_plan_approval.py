"""A plan is drafted, discussed, submitted, approved by somebody else, adjusted and closed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from xaso.core.edits import Change, Clash
from xaso.core.rights.actor import system_actor
from xaso.modules.plans import actions
from xaso.modules.plans.models import Plan

from . import make

pytestmark = pytest.mark.django_db


def approved(writer, chairman):
    plan = make.plan(writer)
    actions.submit_plan(actor=writer, plan_id=plan.pk, at=make.NOW)
    return actions.approve_plan(actor=chairman, plan_id=plan.pk, at=make.NOW)


def test_a_plan_goes_through_all_its_steps(minh, thao):
    plan = make.plan(minh)
    steps = [
        actions.ask_opinions(actor=minh, plan_id=plan.pk).state,
        actions.submit_plan(actor=minh, plan_id=plan.pk, at=make.NOW).state,
        actions.return_plan(actor=thao, plan_id=plan.pk, reason="Thiếu kinh phí").state,
        actions.submit_plan(actor=minh, plan_id=plan.pk, at=make.NOW).state,
        actions.approve_plan(actor=thao, plan_id=plan.pk, at=make.NOW).state,
        actions.adjust_plan(actor=minh, plan_id=plan.pk, reason="Tỉnh giao thêm").state,
        actions.submit_plan(actor=minh, plan_id=plan.pk, at=make.NOW).state,
        actions.return_plan(actor=thao, plan_id=plan.pk, reason="Ghi rõ hơn").state,
        actions.submit_plan(actor=minh, plan_id=plan.pk, at=make.NOW).state,
        actions.approve_plan(actor=thao, plan_id=plan.pk, at=make.NOW).state,
        actions.close_plan(actor=thao, plan_id=plan.pk, reason="Hết năm").state,
    ]

    assert steps == [
        "lay_y_kien", "trinh", "nhap", "trinh", "ban_hanh", "dieu_chinh", "trinh", "dieu_chinh",
        "trinh", "ban_hanh", "ket_thuc",
    ]  # fmt: skip


def test_who_submitted_a_plan_does_not_approve_it(thao):
    plan = make.plan(thao)
    actions.submit_plan(actor=thao, plan_id=plan.pk, at=make.NOW)

    with pytest.raises(ValidationError, match="không tự duyệt"):
        actions.approve_plan(actor=thao, plan_id=plan.pk, at=make.NOW)


def test_the_database_refuses_an_approval_by_the_submitter(minh, thao):
    plan = approved(minh, thao)

    with pytest.raises(IntegrityError):
        Plan.objects.filter(pk=plan.pk).update(approved_by=plan.submitted_by)


def test_the_chairman_may_submit_an_adjustment_that_another_must_approve(
    minh, thao, person, gia_phu
):
    deputy = person("Vừ", gia_phu, "chu_tich")
    plan = approved(minh, thao)
    actions.adjust_plan(actor=thao, plan_id=plan.pk, reason="Thêm việc")
    actions.submit_plan(actor=thao, plan_id=plan.pk, at=make.NOW)

    plan = actions.approve_plan(actor=deputy, plan_id=plan.pk, at=make.NOW)

    assert (plan.state, plan.approved_by) == ("ban_hanh", make.account(deputy))


def test_an_officer_does_not_approve(lan, minh):
    plan = make.plan(minh)
    actions.submit_plan(actor=minh, plan_id=plan.pk, at=make.NOW)

    with pytest.raises(PermissionDenied):
        actions.approve_plan(actor=lan, plan_id=plan.pk, at=make.NOW)


def test_the_system_signs_nothing(gia_phu, minh):
    plan = make.plan(minh)

    with pytest.raises(ValidationError, match="do một người làm"):
        actions.submit_plan(actor=system_actor(gia_phu), plan_id=plan.pk, at=make.NOW)


def test_a_plan_in_force_is_not_edited_without_an_adjustment(minh, thao):
    plan = approved(minh, thao)
    change = {"title": Change(plan.title, "Tên khác")}

    with pytest.raises(ValidationError, match="điều chỉnh trước khi sửa"):
        actions.edit_plan(actor=minh, plan_id=plan.pk, changes=change)
    with pytest.raises(ValidationError, match="điều chỉnh trước khi sửa"):
        make.target(minh, plan)
    with pytest.raises(ValidationError, match="chưa làm được việc này"):
        actions.submit_plan(actor=minh, plan_id=plan.pk, at=make.NOW)


def test_the_signed_paper_is_recorded_as_it_stands(minh, thao):
    plan = approved(minh, thao)

    plan = actions.record_signed_plan(
        actor=minh,
        plan_id=plan.pk,
        document_number="15/KH-UBND",
        document_date=date(2026, 1, 20),
        signer_name="Thào",
        signer_title="Chủ tịch",
    )

    assert (plan.document_number, plan.state) == ("15/KH-UBND", "ban_hanh")


def test_a_closed_plan_takes_no_new_task(minh, thao):
    plan = approved(minh, thao)
    actions.close_plan(actor=thao, plan_id=plan.pk, reason="Hết năm")
    plan.refresh_from_db()

    with pytest.raises(ValidationError, match="đã kết thúc"):
        make.draft(minh, plan=plan)


def test_a_plan_that_ends_before_it_begins_is_refused(minh):
    with pytest.raises(ValidationError, match="sau ngày bắt đầu"):
        actions.make_plan(
            actor=minh, kind="nam", title="Kế hoạch", year=2026, period_to=date(2025, 1, 1)
        )


def test_two_people_editing_one_target(minh, thao):
    target = make.target(minh, make.plan(minh))
    saw = target.target_number
    actions.edit_target(
        actor=minh, target_id=target.pk, changes={"target_number": Change(saw, Decimal(120))}
    )
    other = actions.edit_target(
        actor=thao, target_id=target.pk, changes={"note": Change("", "Đếm hộ, không đếm người")}
    )
    assert (other.target_number, other.note) == (120, "Đếm hộ, không đếm người")

    with pytest.raises(Clash) as clash:
        actions.edit_target(
            actor=thao, target_id=target.pk, changes={"target_number": Change(saw, Decimal(90))}
        )

    (field,) = clash.value.clashes
    assert (field.theirs, field.mine) == (120, 90)


def test_an_unknown_pillar_is_refused(minh):
    with pytest.raises(ValidationError, match="trụ cột"):
        make.target(minh, make.plan(minh), pillar="vu_tru")
