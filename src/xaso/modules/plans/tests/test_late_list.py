"""The list of late tasks is the same from the database as from the rule, on every day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from xaso.modules.plans import actions, public
from xaso.modules.plans.cards import card_of
from xaso.modules.plans.models import Task
from xaso.modules.plans.queries.lists import TaskFilter, red_first, task_rows

from . import make

pytestmark = pytest.mark.django_db
DAYS = [date(2026, 11, 15) + timedelta(days=number) for number in range(50)]


@pytest.fixture
def tasks(thao, lan, minh, pao, mau_son):
    """One of each kind that may or may not be late."""
    for number, due in enumerate(["2026-11-20", "2026-11-22", "2026-12-05", "2026-12-31"]):
        task = make.task(thao, lan, f"Đang làm {number}", due_date=date.fromisoformat(due))
        if number % 2:
            actions.report_progress(actor=lan, task_id=task.pk, progress=70, at=make.NOW)
    for day in (1, 20):
        make.handed_in(lan, make.task(thao, lan, f"Chờ duyệt {day}"), at=make.moment(day))
        make.done(thao, lan, make.task(thao, lan, f"Xong {day}"), at=make.moment(day))
    paused, stopped, moved = (make.task(thao, lan, name) for name in ("Dừng", "Hủy", "Gia hạn"))
    actions.pause_task(actor=thao, task_id=paused.pk, reason="Chờ", today=make.TODAY)
    actions.cancel_task(actor=thao, task_id=stopped.pk, reason="Thôi", today=make.TODAY)
    asked = actions.ask_extension(
        actor=lan, task_id=moved.pk, to_date=date(2026, 12, 22), reason="Chờ", at=make.NOW
    )
    actions.decide_extension(actor=thao, extension_id=asked.pk, granted=True, at=make.NOW)
    make.village_task(thao, [mau_son], due_date=date(2026, 12, 1))
    make.draft(thao, due_date=date(2026, 11, 1))
    return list(Task.objects.for_rows())


def test_the_late_list_is_exact_on_fifty_days(tasks, thao):
    for day in DAYS:
        late = {task.pk for task in tasks if card_of(task, day).days_late and task.state_order < 5}

        assert set(Task.objects.late_on(day).values_list("pk", flat=True)) == late
        assert public.board(thao.commune, day).numbers.late == len(late)


def test_red_rows_stand_first_on_fifty_days(tasks, thao):
    rows = task_rows(thao, TaskFilter(), make.TODAY)
    for day in DAYS:
        colours = [card_of(task, day).colour for task in red_first(rows, day, "", 50).rows]
        red = colours.count("red")

        assert colours[:red] == ["red"] * red
        assert len(colours) == len(tasks)
