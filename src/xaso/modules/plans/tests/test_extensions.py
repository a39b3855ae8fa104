"""More time: asked for by the lead, decided by the leader who follows, visible ever after."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from xaso.modules.plans import actions
from xaso.modules.plans.lateness import is_late
from xaso.modules.plans.models import Task

from . import make

pytestmark = pytest.mark.django_db


def ask(lead, task, to=date(2026, 12, 22), at=make.NOW):
    return actions.ask_extension(
        actor=lead, task_id=task.pk, to_date=to, reason="Thiết bị về chậm", at=at
    )


def decide(leader, extension, at=make.NOW, granted=True, note=""):
    return actions.decide_extension(
        actor=leader, extension_id=extension.pk, granted=granted, note=note, at=at
    )


def accepted_on_time(leader, lead, task, day):
    return make.done(leader, lead, task, at=make.moment(day)).is_on_time


def test_granted_on_the_due_date_the_task_is_on_time(thao, lan):
    task = make.task(thao, lan)
    decide(thao, ask(lan, task), at=make.moment(15, 17))

    assert accepted_on_time(thao, lan, task, 21)
    assert (task.due_date, task.original_due_date, task.extension_count) == (
        date(2026, 12, 22),
        make.DUE,
        1,
    )


def test_granted_a_day_after_the_task_counts_as_late_though_not_red(thao, lan):
    task = make.task(thao, lan)
    decide(thao, ask(lan, task, at=make.moment(16)), at=make.moment(16))

    task.refresh_from_db()
    assert not is_late(
        state=task.state, due=task.due_date, submitted_on=None, today=date(2026, 12, 21)
    )
    assert not accepted_on_time(thao, lan, task, 21)


def test_a_refusal_needs_words_and_leaves_the_date(thao, lan):
    task = make.task(thao, lan)
    extension = ask(lan, task)
    with pytest.raises(ValidationError, match="Ghi lý do"):
        decide(thao, extension, granted=False)

    decide(thao, extension, granted=False, note="Làm song song được")

    task.refresh_from_db()
    assert (task.due_date, task.extension_count) == (make.DUE, 0)
    assert task.extensions.get().note == "Làm song song được"


def test_two_extensions_are_the_most(thao, lan):
    task = make.task(thao, lan)
    decide(thao, ask(lan, task, date(2026, 12, 22)))
    decide(thao, ask(lan, task, date(2026, 12, 29)))

    with pytest.raises(ValidationError, match="đã gia hạn 2 lần"):
        ask(lan, task, date(2027, 1, 5))

    assert task.extensions.count() == 2


def test_one_question_at_a_time_and_only_forward(thao, lan):
    task = make.task(thao, lan)
    with pytest.raises(ValidationError, match="phải sau hạn đang có"):
        ask(lan, task, make.DUE)
    ask(lan, task)

    with pytest.raises(ValidationError, match="đang chờ quyết định"):
        ask(lan, task, date(2026, 12, 30))


def test_another_leader_does_not_decide_but_the_chairman_may(thao, minh, lan, person, gia_phu):
    deputy = person("Vừ", gia_phu, "pho_chu_tich")
    task = make.task(minh, lan)
    extension = ask(lan, task)

    with pytest.raises(ValidationError, match="Chỉ lãnh đạo theo dõi"):
        decide(deputy, extension)
    decide(thao, extension)

    assert Task.objects.get(pk=task.pk).extension_count == 1


def test_nobody_decides_on_more_time_for_oneself(thao, minh):
    task = make.task(thao, minh)
    extension = ask(minh, task)

    with pytest.raises(ValidationError, match="Không tự quyết"):
        decide(minh, extension)


def test_a_decision_is_made_once(thao, lan):
    extension = ask(lan, make.task(thao, lan))
    decide(thao, extension)

    with pytest.raises(ValidationError, match="đã được quyết định"):
        decide(thao, extension, granted=False, note="Nhầm")
