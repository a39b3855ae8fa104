"""Each step of the ladder is said once, to the right people, on a working morning."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction

from xaso.core.jobs.kinds import Running
from xaso.core.jobs.models import Job
from xaso.core.rights.actor import system_actor
from xaso.core.worktime.actions import set_own_day
from xaso.lib.dates import TZ
from xaso.modules.plans import actions
from xaso.modules.plans.jobs import chase
from xaso.modules.plans.models import Explanation, Reminder

from . import make

pytestmark = pytest.mark.django_db


def morning(day, hour=7, minute=30):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=TZ)


def chased(commune, day, **clock):
    return actions.send_reminders(actor=system_actor(commune), at=morning(day, **clock))


def every_morning(commune, first, last):
    for number in range((last - first).days + 1):
        chased(commune, first + timedelta(days=number))


def told(of=None):
    rows = Reminder.objects.order_by("on_date", "step", "to__full_name")
    rows = rows.filter(to=of.account_id) if of else rows
    return [(row.step, row.on_date, row.to.full_name) for row in rows]


def test_the_steps_of_a_due_date_on_a_tuesday(thao, lan, minh):
    make.task(minh, lan)

    every_morning(lan.commune, make.TODAY, date(2026, 12, 21))

    assert told(lan) == [
        ("T-7", date(2026, 12, 8), "Lan"),
        ("T-3", date(2026, 12, 11), "Lan"),
        ("T-0", date(2026, 12, 15), "Lan"),
        ("T+1", date(2026, 12, 16), "Lan"),
        ("T+3", date(2026, 12, 18), "Lan"),
    ]
    assert [step for step, _day, _who in told(minh)] == ["T+1", "T+3"]
    assert told(thao) == [("T+n", date(2026, 12, 21), "Thào")]


def test_the_steps_of_a_due_date_on_a_sunday(lan, minh):
    make.task(minh, lan, due_date=date(2026, 11, 29))

    every_morning(lan.commune, make.TODAY, date(2026, 12, 1))

    assert [(step, day) for step, day, _who in told(lan)] == [
        ("T-3", date(2026, 11, 26)),
        ("T-0", date(2026, 11, 27)),
        ("T+1", date(2026, 11, 30)),
    ]


def test_running_again_or_after_a_crash_doubles_nothing_and_misses_nothing(lan, minh):
    make.task(minh, lan)
    every_morning(lan.commune, make.TODAY, date(2026, 12, 10))
    with transaction.atomic():
        chased(lan.commune, date(2026, 12, 11))
        transaction.set_rollback(True)  # the power went
    assert [step for step, _day, _who in told()] == ["T-7"]

    for _time in range(3):
        chased(lan.commune, date(2026, 12, 14))

    assert [step for step, _day, _who in told()] == ["T-7", "T-3"]


def test_nobody_is_woken_in_the_quiet_hours_or_on_a_day_off(lan, minh, gia_phu, person):
    make.task(minh, lan)
    admin = person("Quang", gia_phu, "quan_tri")
    set_own_day(actor=admin, day=date(2026, 12, 9), kind="off", name="Nghỉ rét")

    assert chased(gia_phu, date(2026, 12, 8), hour=20, minute=0) == 0
    assert chased(gia_phu, date(2026, 12, 8), hour=6, minute=29) == 0
    assert chased(gia_phu, date(2026, 12, 9)) == 0
    assert chased(gia_phu, date(2026, 12, 10)) == 1


def test_a_new_due_date_starts_a_new_ladder_and_a_finished_task_ends_it(thao, lan, minh):
    task = make.task(minh, lan)
    chased(lan.commune, date(2026, 12, 8))
    asked = actions.ask_extension(
        actor=lan, task_id=task.pk, to_date=date(2026, 12, 22), reason="Chờ", at=make.moment(9)
    )
    actions.decide_extension(
        actor=minh, extension_id=asked.pk, granted=True, note="", at=make.moment(9)
    )
    chased(lan.commune, date(2026, 12, 15))
    assert told(lan) == [
        ("T-7", date(2026, 12, 8), "Lan"),
        ("T-7", date(2026, 12, 15), "Lan"),
    ]

    task.refresh_from_db()
    make.done(minh, lan, task, make.moment(16))
    every_morning(lan.commune, date(2026, 12, 17), date(2026, 12, 28))

    assert len(told()) == 2


def test_only_villages_that_owe_a_report_are_reminded(thao, minh, pao, mau_son):
    nobody = make.village(minh.commune, "Thôn chưa có trưởng thôn")
    task = make.village_task(minh, [mau_son, nobody])

    chased(minh.commune, date(2026, 12, 8))

    assert {(row.to.full_name, row.village.name) for row in Reminder.objects.all()} == {
        ("Páo", "Mẫu Sơn"),
        ("Minh", "Thôn chưa có trưởng thôn"),
    }
    sent = actions.send_village_report(
        actor=pao, task_id=task.pk, village_id=mau_son.pk, number=25, at=make.moment(9)
    )
    actions.accept_submission(actor=minh, submission_id=sent.pk, at=make.moment(9))
    chased(minh.commune, date(2026, 12, 11))
    assert Reminder.objects.filter(step="T-3").get().village == nobody


def test_three_days_late_asks_the_lead_to_explain_once(thao, lan, minh):
    task = make.task(minh, lan)
    every_morning(lan.commune, date(2026, 12, 15), date(2026, 12, 22))
    asked = Explanation.objects.get()
    assert (asked.task, asked.of_id, asked.asked_by) == (task, lan.account_id, None)

    given = actions.answer_explanation(
        actor=lan, explanation_id=asked.pk, answer="Chờ máy về, 22/12 xong.", at=make.moment(19)
    )

    assert given.answered_at == make.moment(19)
    with pytest.raises(ValidationError, match="đã gửi rồi"):
        actions.answer_explanation(
            actor=lan, explanation_id=asked.pk, answer="Nữa", at=make.moment(19)
        )


def test_an_explanation_has_at_most_200_words_and_only_the_asked_person_answers(lan, minh, thao):
    task = make.task(thao, lan)
    at = make.moment(17)
    asked = actions.ask_explanation(actor=minh, task_id=task.pk, question="Vì sao?", at=at)

    with pytest.raises(ValidationError, match="201 chữ"):
        actions.answer_explanation(actor=lan, explanation_id=asked.pk, answer="chữ " * 201, at=at)
    with pytest.raises(ObjectDoesNotExist):
        actions.answer_explanation(actor=minh, explanation_id=asked.pk, answer="Tôi", at=at)
    with pytest.raises(ValidationError, match="đang chờ trả lời"):
        actions.ask_explanation(actor=minh, task_id=task.pk, question="", at=at)
    actions.answer_explanation(actor=lan, explanation_id=asked.pk, answer="chữ " * 200, at=at)


def test_a_task_in_time_is_not_to_be_explained(lan, minh):
    task = make.task(minh, lan)

    with pytest.raises(ValidationError, match="chưa quá hạn"):
        actions.ask_explanation(actor=minh, task_id=task.pk, question="", at=make.NOW)


def test_other_communes_are_left_alone(lan, minh, sua):
    make.task(minh, lan)

    assert chased(sua.commune, date(2026, 12, 8)) == 0


def test_the_morning_job_says_what_it_did(lan, minh):
    make.task(minh, lan)
    running = Running(Job(commune=lan.commune), morning(date(2026, 12, 8)))

    assert chase(running) == "Đã ghi 1 dòng nhắc việc."
    assert chase(running) == "Hôm nay không có việc phải nhắc."
