"""What other floors ask of plans."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from xaso.core.figures import Period
from xaso.modules.plans import actions, public
from xaso.modules.plans.models import Task
from xaso.modules.plans.queries.lists import TaskFilter, red_first, task_rows

from . import make

pytestmark = pytest.mark.django_db
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


def test_a_village_number_shows_the_same_in_task_target_figures_and_trail(thao, pao, mau_son):
    plan = make.plan(thao)
    target = make.target(thao, plan)
    task = make.village_task(thao, [mau_son], plan=plan, target=target)
    report = actions.send_village_report(
        actor=pao,
        task_id=task.pk,
        village_id=mau_son.pk,
        number=Decimal(25),
        photos=[make.photo()],
        at=make.NOW,
    )
    commune = thao.commune
    assert public.targets(commune, 2026, make.TODAY)[0].number is None

    actions.accept_submission(actor=thao, submission_id=report.pk, at=make.NOW)

    (state,) = public.targets(commune, 2026, make.TODAY)
    (figure,) = public.figures(commune, NOVEMBER)
    (row,) = public.figure_trail(commune, target.pk)
    assert {state.number, figure.number, row.number, task.villages.get().number} == {Decimal(25)}
    assert (state.villages_reported, state.villages_asked, state.standing) == (1, 1, "nguy_co")
    assert (figure.code, figure.village_id) == ("ho_vneid", mau_son.pk)
    assert (row.accepted_by, row.counts, len(row.photo_ids)) == ("Thào", True, 1)


def test_a_plan_that_is_still_being_written_says_nothing_until_work_of_it_is_given(thao, lan):
    """A clone of last year's plan must not put thirty targets without a number on the board."""
    plan = make.plan(thao)
    target = make.target(thao, plan)
    make.draft(thao, plan=plan, target=target)
    asked = thao.commune, 2026, make.TODAY
    assert public.targets(*asked) == ()
    assert [each.id for each in public.targets(*asked, with_drafts=True)] == [target.pk]

    make.task(thao, lan, plan=plan, target=target)

    assert [each.id for each in public.targets(*asked)] == [target.pk]


def test_the_board_says_who_is_late_which_village_and_why(thao, lan, pao, mau_son):
    make.task(thao, lan, "Kê khai máy tính", due_date=date(2026, 11, 20))
    drive = make.village_task(thao, [mau_son], due_date=date(2026, 11, 23))
    actions.send_village_report(
        actor=pao,
        task_id=drive.pk,
        village_id=mau_son.pk,
        outcome="CHUA_XONG",
        reason_code="KHONG_SONG",
        at=make.NOW,
    )

    board = public.board(thao.commune, make.TODAY)

    assert (board.numbers.total, board.numbers.late, board.numbers.done) == (2, 2, 0)
    first, second = board.red
    assert (first.task.status, first.why) == (
        "Quá hạn 4 ngày",
        "Chưa bắt đầu, chưa báo vướng mắc",
    )
    assert second.villages[0].name == "thôn Mẫu Sơn"
    assert second.why == "1 thôn không có sóng"
    assert board.villages[0].late == 1


def test_my_work_stands_in_one_list_only(thao, lan):
    make.task(thao, lan, "Trễ", due_date=date(2026, 11, 20))
    make.task(thao, lan, "Hôm nay", due_date=date(2026, 11, 24))
    make.task(thao, lan, "Tuần này", due_date=date(2026, 11, 27))
    make.task(thao, lan, "Mới giao", due_date=date(2026, 12, 27))

    todo = public.tasks_to_do(lan, make.TODAY)

    lists = (todo.overdue, todo.today, todo.this_week, todo.newly_given)
    assert [[card.title for card in cards] for cards in lists] == [
        ["Trễ"],
        ["Hôm nay"],
        ["Tuần này"],
        ["Mới giao"],
    ]
    assert public.tasks_to_do(thao, make.TODAY).counts.given == 4


def test_what_waits_is_seen_by_the_leader_who_follows_and_never_by_the_sender(thao, minh, lan):
    task = make.task(thao, lan)
    actions.ask_extension(
        actor=lan, task_id=task.pk, to_date=date(2026, 12, 22), reason="Chờ thiết bị", at=make.NOW
    )
    make.handed_in(lan, task)

    kinds = [decision.kind for decision in public.decisions_waiting(thao).decisions]

    assert kinds == ["gia_han", "ket_qua"]
    assert public.decisions_waiting(minh).count == 0
    assert public.decisions_waiting(lan).count == 0


def test_red_stands_first_over_page_borders(thao, lan, django_assert_max_num_queries):
    for number, due in enumerate(["2026-12-30", "2026-11-20", "2026-11-26", "2026-12-01"]):
        task = make.task(thao, lan, f"Việc {number}", due_date=date.fromisoformat(due))
        if number == 2:
            actions.report_progress(actor=lan, task_id=task.pk, progress=80, at=make.NOW)
    make.done(thao, lan, make.task(thao, lan, "Việc xong"))
    rows = task_rows(lan, TaskFilter(), make.TODAY)

    seen: list[str] = []
    after = ""
    while True:
        with django_assert_max_num_queries(3):
            page = red_first(rows, make.TODAY, after, 2)
        seen += [task.title for task in page.rows]
        after = page.after
        if not after:
            break

    assert seen == ["Việc 1", "Việc 2", "Việc 3", "Việc 0", "Việc xong"]
    assert Task.objects.count() == len(seen)


def test_week_and_month_count_what_was_accepted_in_them(thao, lan):
    make.done(thao, lan, make.task(thao, lan), at=make.moment(18, month=11))
    make.task(thao, lan, "Trễ", due_date=date(2026, 11, 20))

    week = public.week(thao.commune, date(2026, 11, 23), make.TODAY)
    month = public.month(thao.commune, NOVEMBER, make.TODAY)

    assert (week.done, week.done_on_time, len(week.red)) == (1, 1, 1)
    assert (month.given, month.done, month.late_at_end, month.open_at_end) == (2, 1, 1, 1)
    assert (
        public.month(thao.commune, Period(date(2026, 10, 1), date(2026, 10, 31)), make.TODAY).given
        == 0
    )


def test_another_commune_sees_nothing(thao, lan, sua):
    make.task(thao, lan, due_date=date(2026, 11, 20))

    assert not task_rows(sua, TaskFilter(), make.TODAY).exists()
    assert public.board(sua.commune, make.TODAY).numbers.total == 0
