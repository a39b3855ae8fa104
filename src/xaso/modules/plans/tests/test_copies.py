"""Copies kept for fast counting say the same as the rows they are copied from."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest

from xaso.core.edits import Change
from xaso.modules.plans import actions, public
from xaso.modules.plans.jobs import look_over_copies
from xaso.modules.plans.models import Evidence, Target, TargetFigure, Task, TaskVillage
from xaso.modules.plans.public.copies import copies_out_of_step, rebuild_copies

from . import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def target(minh):
    return make.target(minh, make.plan(minh))


@pytest.fixture
def task(thao, mau_son, target):
    return make.village_task(thao, [mau_son], target=target)


def report(pao, task, village, number, day):
    return actions.send_village_report(
        actor=pao,
        task_id=task.pk,
        village_id=village.pk,
        number=Decimal(number),
        at=make.moment(day),
    )


def accept(thao, sent, day):
    actions.accept_submission(actor=thao, submission_id=sent.pk, at=make.moment(day))


def number_of(target, day=make.TODAY):
    return public.target(target.commune, target.pk, day).number


def test_a_figure_counts_from_the_moment_it_is_accepted(thao, pao, mau_son, task, target):
    sent = report(pao, task, mau_son, 12, day=1)
    before = number_of(target, make.moment(2).date())

    accept(thao, sent, day=2)

    assert (before, number_of(target, make.moment(2).date())) == (None, 12)
    assert copies_out_of_step(thao.commune) == 0


def test_an_older_report_accepted_later_does_not_take_the_place_of_a_newer_one(
    thao, pao, mau_son, target
):
    tasks = [make.village_task(thao, [mau_son], f"Việc {n}", target=target) for n in range(2)]
    older, newer = (report(pao, task, mau_son, 10 + n, day=1 + n) for n, task in enumerate(tasks))

    accept(thao, newer, day=3)
    accept(thao, older, day=4)

    assert number_of(target, make.moment(5).date()) == 11
    assert number_of(target, make.moment(1).date()) == 10
    assert copies_out_of_step(thao.commune) == 0


def test_a_task_moved_to_another_target_takes_its_figures_along(
    thao, minh, pao, gia_phu, mau_son, task, target
):
    other_village = make.village(gia_phu, "Nà Mẫu")
    actions.set_task_villages(
        actor=minh, task_id=task.pk, expected={mau_son.pk: None, other_village.pk: None}
    )
    accept(thao, report(pao, task, mau_son, 12, day=1), day=1)
    other = make.target(minh, target.plan, code="CT 6")
    moved = Task.objects.get(pk=task.pk)

    actions.edit_task(
        actor=minh,
        task_id=task.pk,
        changes={"target": Change(moved.target, other)},
        at=make.NOW,
    )

    assert (number_of(target, make.moment(2).date()), number_of(other, make.moment(2).date())) == (
        None,
        12,
    )
    assert copies_out_of_step(thao.commune) == 0


def test_a_cancelled_task_no_longer_counts(thao, pao, gia_phu, mau_son, target):
    villages = [mau_son, make.village(gia_phu, "Nà Mẫu")]
    task = make.village_task(thao, villages, target=target)
    accept(thao, report(pao, task, mau_son, 12, day=1), day=1)

    actions.cancel_task(actor=thao, task_id=task.pk, reason="Thôi", today=make.moment(2).date())

    assert number_of(target, make.moment(3).date()) is None
    assert TaskVillage.objects.filter(task_order=Task.objects.get().state_order).count() == 2
    assert copies_out_of_step(thao.commune) == 0


def test_a_target_in_another_unit_is_not_told_by_the_old_figures(
    thao, minh, pao, mau_son, task, target
):
    accept(thao, report(pao, task, mau_son, 12, day=1), day=1)

    actions.edit_target(actor=minh, target_id=target.pk, changes={"unit": Change("hộ", "người")})

    assert number_of(target, make.moment(2).date()) is None
    assert copies_out_of_step(thao.commune) == 0


def test_a_copy_out_of_step_is_found_and_made_anew(thao, pao, mau_son, task, target):
    accept(thao, report(pao, task, mau_son, 12, day=1), day=1)
    TargetFigure.objects.update(number=99)
    TaskVillage.objects.update(task_order=4)

    found = copies_out_of_step(thao.commune)
    rebuild_copies(thao.commune)

    assert found == 2
    assert copies_out_of_step(thao.commune) == 0
    assert number_of(target, make.moment(2).date()) == 12


def test_a_figure_past_the_actions_is_found(thao, pao, mau_son, task, target):
    accept(thao, report(pao, task, mau_son, 12, day=1), day=1)
    Evidence.objects.filter(kind="so_lieu").update(number=13)
    Target.objects.update(version=7)

    assert copies_out_of_step(thao.commune) == 1


def test_copies_out_of_step_are_put_right_at_night(thao, pao, mau_son, task, target):
    accept(thao, report(pao, task, mau_son, 12, day=1), day=1)
    TargetFigure.objects.update(number=99)
    running = SimpleNamespace(actor=thao)

    said = [look_over_copies(running), look_over_copies(running)]

    assert said == ["1 số đếm sẵn bị lệch, đã tính lại.", "Số đếm sẵn đều khớp."]
    assert number_of(target, make.moment(2).date()) == 12
