"""A whole plan is given in one step, after somebody who may not give tasks brought its annex in."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from xaso.modules.plans import actions

from . import make
from .browse import follow

pytestmark = pytest.mark.django_db


def url(name, row):
    return reverse(f"plans:{name}", args=[row.pk])


def clear(plan, lan, thao):
    """What makes a draft ready to be given."""
    return {
        "plan": plan, "lead": make.account(lan), "follower": make.account(thao),
        "due_date": make.DUE, "evidence_kind": "so_van_ban", "pillar": "chinh_quyen_so",
    }  # fmt: skip


def test_the_drafts_of_an_annex_are_given_to_their_people_in_one_step(sign_in, lan, thao):
    """Lan writes and may give nobody a task; Thào gives what she wrote."""
    plan = make.plan(lan)
    drafts = [make.draft(lan, f"Việc {number}", **clear(plan, lan, thao)) for number in range(3)]
    make.draft(lan, "Chưa ai làm", plan=plan)
    leader = sign_in(thao)
    assert "Giao 4 việc còn là bản nháp" in leader.get(plan.get_absolute_url()).content.decode()
    page = leader.get(url("assign-drafts", plan)).content.decode()
    assert "Chưa giao được (1)" in page
    assert "Chưa rõ người" in page

    chosen = [str(draft.pk) for draft in drafts[:2]]
    said = follow(leader, leader.post(url("assign-drafts", plan), {"task_ids": chosen}))

    assert "Đã giao 2 việc" in said
    assert [row.code for row in plan.tasks.exclude(code="").order_by("number")] == [
        "NV-2026-001", "NV-2026-002",
    ]  # fmt: skip
    assert "Giao 2 việc còn là bản nháp" in said
    assert sign_in(lan).get(url("assign-drafts", plan)).status_code == 403


def test_a_draft_somebody_has_given_meanwhile_stops_the_step_and_is_told(sign_in, lan, thao):
    plan = make.plan(lan)
    first, second = (
        make.draft(lan, f"Việc {number}", **clear(plan, lan, thao)) for number in range(2)
    )
    leader = sign_in(thao)
    actions.assign_task(actor=thao, task_id=first.pk, at=make.NOW)

    with pytest.raises(ValidationError, match="vừa được người khác giao"):
        actions.assign_drafts(
            actor=thao, plan_id=plan.pk, task_ids=[first.pk, second.pk], at=make.NOW
        )
    nothing = leader.post(url("assign-drafts", plan), {})

    assert nothing.status_code == 422
    assert "Chọn ít nhất một việc" in nothing.content.decode()
    second.refresh_from_db()
    assert second.code == ""
