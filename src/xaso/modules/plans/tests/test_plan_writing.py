"""A whole plan is written from a sketch: all of it, or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError

from xaso.modules.plans import public
from xaso.modules.plans.models import Goal, Plan, Target, Task
from xaso.modules.plans.public import GoalSketch, PlanSketch, TargetSketch, TaskSketch

from . import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def sketch(lan, thao, mau_son):
    target = TargetSketch(
        pillar="xa_hoi_so",
        code="CT01",
        name="Hộ dùng VNeID",
        unit="hộ",
        target=Decimal(400),
        per_village=True,
        value_code="ho_vneid",
        goal=0,
    )
    drive = TaskSketch(
        pillar="xa_hoi_so",
        title="Vận động dùng VNeID",
        evidence_kind="so_lieu",
        due=date(2027, 3, 31),
        follower_id=thao.account_id,
        target_code="CT01",
        villages=(mau_son.pk,),
        expected_per_village=Decimal(20),
        place="P.III mục 2.1",
        basis="Mục 2 phần III",
    )
    post = TaskSketch(
        pillar="nhan_thuc", title="Đăng tin", recurrence="monthly", lead_id=lan.account_id
    )
    return PlanSketch(
        title="Kế hoạch chuyển đổi số năm 2027",
        year=2027,
        basis=("luat-chuyen-doi-so-2025",),
        goals=(GoalSketch("xa_hoi_so", "Người dân làm được việc của mình trên mạng"),),
        targets=(target,),
        tasks=(drive, post),
    )


def write(actor, sketch):
    return public.write_plan(actor=actor, sketch=sketch, at=make.NOW)


def test_the_plan_is_a_draft_with_its_goals_targets_and_draft_tasks(minh, sketch, mau_son):
    plan = Plan.objects.get(pk=write(minh, sketch))

    assert (plan.state, plan.period_from, plan.period_to) == (
        "nhap", date(2027, 1, 1), date(2027, 12, 31),
    )  # fmt: skip
    target = plan.targets.get()
    assert (target.goal.text, target.by_date) == (sketch.goals[0].text, plan.period_to)
    drive, post = plan.tasks.order_by("title")
    assert (drive.lead_role, drive.target, drive.village_count) == ("truong_thon", target, 1)
    assert drive.villages.get().expected == Decimal(20)
    assert (drive.plan_position, drive.source_clause) == ("P.III mục 2.1", "Mục 2 phần III")
    assert (post.lead.full_name, post.recurrence, post.state) == ("Lan", "monthly", "nhap")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (TaskSketch(pillar="khong_co", title="Mua máy in"), "“Mua máy in”: Chọn một trụ cột"),
        (TaskSketch(pillar="nhan_thuc", title="Họp", target_code="CT09"), "CT09 không có"),
        (TaskSketch(pillar="nhan_thuc", title="x" * 201), "200"),
    ],
)
def test_one_wrong_row_is_named_and_nothing_is_written(minh, sketch, wrong, said):
    with pytest.raises(ValidationError, match=said):
        write(minh, replace(sketch, tasks=(*sketch.tasks, wrong)))

    assert not any(rows.objects.exists() for rows in (Plan, Goal, Target, Task))


def test_people_and_villages_of_another_commune_do_not_exist(minh, sua, sketch):
    theirs = TaskSketch(pillar="nhan_thuc", title="Họp", lead_id=sua.account_id)
    with pytest.raises(ObjectDoesNotExist):
        write(minh, replace(sketch, tasks=(theirs,)))

    assert not Plan.objects.exists()


def test_who_may_not_accept_is_not_put_down_as_the_accepting_leader(minh, lan, sketch):
    task = replace(sketch.tasks[0], follower_id=lan.account_id)

    with pytest.raises(ValidationError, match="chưa có quyền nghiệm thu"):
        write(minh, replace(sketch, tasks=(task,)))


def test_writing_a_plan_needs_the_right(pao, sketch):
    with pytest.raises(PermissionDenied):
        write(pao, sketch)
