"""Đôn đốc on the screen: texts to paste, the chairman's list, explanations, one's own digest."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from xaso.core.rights.actor import system_actor
from xaso.lib.dates import TZ
from xaso.modules.plans import actions
from xaso.modules.plans.models import Explanation, Reminder

from . import make
from .browse import compressed, follow, send

pytestmark = pytest.mark.django_db


def morning(commune, clock, day):
    at = datetime(day.year, day.month, day.day, 7, 30, tzinfo=TZ)
    clock.move_to(at)
    actions.send_reminders(actor=system_actor(commune), at=at)


def test_one_text_for_each_person_ready_to_paste(sign_in, clock, thao, minh, lan):
    make.task(minh, lan, "Lắp wifi nhà văn hóa")
    make.task(minh, lan, "Kê khai máy tính", due_date=date(2026, 12, 11))
    morning(lan.commune, clock, date(2026, 12, 8))

    page = sign_in(thao).get("/ke-hoach/don-doc/").content.decode()

    assert page.count("<textarea") == 1
    assert "UBND xã Gia Phú nhắc việc ngày 8/12/2026" in page
    assert "Còn 7 ngày: Lắp wifi nhà văn hóa" in page
    assert "Còn 3 ngày: Kê khai máy tính" in page
    assert "Chưa xem" in page


def test_a_person_reads_the_own_digest_and_says_so(sign_in, clock, thao, minh, lan):
    make.task(minh, lan, "Lắp wifi nhà văn hóa")
    morning(lan.commune, clock, date(2026, 12, 8))
    browser = sign_in(lan)
    assert "Nhắc việc hôm nay (1)" in browser.get("/viec-cua-toi/").content.decode()

    page = follow(browser, send(browser, "/ke-hoach/nhac-viec/"))

    assert "Anh chị đã báo là đã xem" in page
    assert Reminder.objects.get().opened_at is not None
    assert "Đã xem" in sign_in(thao).get("/ke-hoach/don-doc/").content.decode()


def test_a_late_task_is_explained_from_the_first_page(sign_in, clock, thao, minh, lan):
    task = make.task(minh, lan, "Lắp wifi nhà văn hóa")
    morning(lan.commune, clock, date(2026, 12, 18))
    asked = Explanation.objects.get()
    browser = sign_in(lan)
    assert "Phải giải trình" in browser.get("/viec-cua-toi/").content.decode()

    page = follow(
        browser,
        send(browser, f"/ke-hoach/giai-trinh/{asked.pk}/", answer="Chờ máy về, 22/12 xong."),
    )

    assert "Chờ máy về, 22/12 xong." in page
    leader = sign_in(thao)
    assert "Chờ máy về" in leader.get("/ke-hoach/don-doc/giai-trinh/").content.decode()
    assert "Chờ máy về" in leader.get(task.get_absolute_url()).content.decode()


def test_too_long_an_answer_comes_back_with_all_its_words(sign_in, clock, minh, lan):
    make.task(minh, lan)
    morning(lan.commune, clock, date(2026, 12, 18))
    url = f"/ke-hoach/giai-trinh/{Explanation.objects.get().pk}/"

    answer = send(sign_in(lan), url, answer="chậm " * 201)

    assert answer.status_code == 422
    assert "201 chữ" in answer.content.decode()
    assert answer.content.decode().count("chậm ") >= 200


def test_a_leader_asks_from_the_page_of_the_task(sign_in, clock, minh, lan, thao):
    task = make.task(minh, lan)
    clock.move_to(make.moment(17))
    browser = sign_in(thao)
    assert "Yêu cầu giải trình" in browser.get(task.get_absolute_url()).content.decode()

    page = follow(
        browser, send(browser, f"/ke-hoach/viec/{task.pk}/hoi-vi-sao/", question="Vướng gì?")
    )

    assert "Chờ giải trình vì quá hạn" in page
    assert "Vướng gì?" in page


def test_the_chairman_sees_what_is_five_days_late_until_it_is_handed_in(
    sign_in, clock, thao, minh, lan
):
    task = make.task(minh, lan, "Lắp wifi nhà văn hóa")
    morning(lan.commune, clock, date(2026, 12, 21))
    browser = sign_in(thao)
    assert "Lắp wifi" in browser.get("/ke-hoach/don-doc/bao-chu-tich/").content.decode()

    make.handed_in(lan, task, make.moment(21))

    assert "Lắp wifi" not in browser.get("/ke-hoach/don-doc/bao-chu-tich/").content.decode()


def test_texts_for_all_heads_of_villages_fit_a_weak_line(
    sign_in, clock, person, thao, minh, mau_son
):
    villages = [make.village(minh.commune, f"Thôn {number}") for number in range(54)]
    for number, village in enumerate(villages):
        person(f"Trưởng thôn {number}", minh.commune, "truong_thon", village=village)
    for number in range(4):
        make.village_task(minh, villages, f"Vận động dùng VNeID đợt {number}")
    morning(minh.commune, clock, date(2026, 12, 8))

    page = sign_in(thao).get("/ke-hoach/don-doc/")

    assert compressed(page) < 14_000
    assert "Còn 29 người nữa" in page.content.decode()
    more = sign_in(thao).get("/ke-hoach/don-doc/?tu=50").content.decode()
    assert more.count("<textarea") == 4
