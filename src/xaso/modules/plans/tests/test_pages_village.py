"""A village head on a plain phone: no script, big targets, clear sentences."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from xaso.modules.plans import actions
from xaso.modules.plans.models import Evidence, Submission

from . import make
from .browse import MOST_BYTES, compressed, follow, send, typed
from .test_pages_story import file_of

pytestmark = pytest.mark.django_db
HOME = "/ke-hoach/thon/"


def report_of(task, village):
    return reverse("plans:village-report", args=[task.pk, village.pk])


def test_late_work_stands_first(sign_in, thao, pao, mau_son):
    make.village_task(thao, [mau_son], "Việc sau", due_date=date(2026, 12, 20))
    make.village_task(thao, [mau_son], "Việc chậm", due_date=date(2026, 11, 20))

    text = sign_in(pao).get(HOME).content.decode()

    assert text.index("Việc chậm") < text.index("Việc sau")
    assert "Quá hạn" in text
    assert "Thứ Sáu 20/11 (quá 4 ngày)" in text


def test_the_pages_run_no_script_but_the_lock_and_stay_light(sign_in, thao, pao, mau_son):
    tasks = [make.village_task(thao, [mau_son], f"Việc {n}") for n in range(12)]
    phone = sign_in(pao)

    for address in (HOME, report_of(tasks[0], mau_son), reverse("plans:village-sent")):
        page = phone.get(address)
        html = page.content.decode()
        assert re.findall(r'<script[^>]*src="([^"]*)', html) == ["/static/lock/lock.js"]
        assert html.count("<script") == 1
        assert "face-field" in html
        assert compressed(page) <= MOST_BYTES


def test_the_report_opens_the_camera_and_the_number_keys(sign_in, thao, pao, mau_son):
    text = (
        sign_in(pao).get(report_of(make.village_task(thao, [mau_son]), mau_son)).content.decode()
    )

    assert 'accept="image/*"' in text
    assert 'capture="environment"' in text
    assert 'inputmode="numeric"' in text


def test_a_photo_task_asks_for_no_number(sign_in, thao, pao, mau_son):
    task = make.village_task(thao, [mau_son], evidence_kind="anh")

    assert "number" not in typed(sign_in(pao).get(report_of(task, mau_son)))


def test_photos_from_the_camera_and_from_before_come_together(sign_in, thao, pao, mau_son):
    task = make.village_task(thao, [mau_son], evidence_kind="anh")

    send(
        sign_in(pao),
        report_of(task, mau_son),
        outcome="XONG",
        photos=file_of(make.photo("a.jpg")),
        more_photos=[file_of(make.photo("b.jpg", "red")), file_of(make.photo("c.jpg", "blue"))],
    )

    assert Evidence.objects.filter(kind="anh").count() == 3


def test_not_done_needs_a_reason(sign_in, thao, pao, mau_son):
    task = make.village_task(thao, [mau_son])
    phone, address = sign_in(pao), report_of(task, mau_son)

    refused = send(phone, address, outcome="CHUA_XONG", note="Mưa")
    assert refused.status_code == 422
    assert "Chọn lý do vì sao chưa xong" in refused.content.decode()
    assert typed(refused)["note"] == ["Mưa"]

    sent = phone.post(address, typed(refused, reason_code="KHONG_SONG"))
    assert "Đã gửi lúc" in follow(phone, sent)
    assert Submission.objects.get().reason_code == "KHONG_SONG"


def test_an_empty_number_is_never_sent_as_zero(sign_in, thao, pao, mau_son):
    task = make.village_task(thao, [mau_son])

    page = send(sign_in(pao), report_of(task, mau_son), outcome="XONG", number="")

    assert page.status_code == 422
    assert not Evidence.objects.exists()


def test_a_returned_report_says_why_and_can_be_sent_again(sign_in, thao, pao, mau_son):
    task = make.village_task(thao, [mau_son])
    phone, address = sign_in(pao), report_of(task, mau_son)
    send(phone, address, outcome="XONG", number="25")
    actions.return_submission(
        actor=thao, submission_id=Submission.objects.get().pk, reason="Số chưa khớp", at=make.NOW
    )

    phone = sign_in(pao)
    assert "Số chưa khớp" in phone.get(address).content.decode()
    assert "Số chưa khớp" in phone.get(reverse("plans:village-sent")).content.decode()
    assert "Bị trả lại" in phone.get(HOME).content.decode()
    assert "Đã gửi lúc" in follow(phone, send(phone, address, outcome="XONG", number="27"))


def test_own_reports_are_listed_with_their_state(sign_in, thao, pao, mau_son):
    task = make.village_task(thao, [mau_son])
    phone, sent = sign_in(pao), reverse("plans:village-sent")
    assert "Thôn chưa gửi báo cáo nào" in phone.get(sent).content.decode()
    send(phone, report_of(task, mau_son), outcome="XONG", number="25")
    assert "Chờ duyệt" in phone.get(sent).content.decode()

    actions.accept_submission(actor=thao, submission_id=Submission.objects.get().pk, at=make.NOW)

    assert "Đã duyệt" in sign_in(pao).get(sent).content.decode()


def test_a_head_of_two_villages_chooses_first(sign_in, person, gia_phu, thao, mau_son):
    from xaso.core.people.models import Account, RoleGrant
    from xaso.core.rights.signed_in import actor_for

    na_mau = make.village(gia_phu, "Nà Mẫu")
    hai = person("Hai", gia_phu, "truong_thon", village=mau_son)
    RoleGrant.objects.create(
        account_id=hai.account_id, role="truong_thon", village=na_mau, from_date=date(2026, 1, 1)
    )
    hai = actor_for(Account.objects.get(pk=hai.account_id))
    make.village_task(thao, [na_mau], "Việc của Nà Mẫu")
    phone = sign_in(hai)

    first = phone.get(HOME).content.decode()
    then = phone.get(f"{HOME}?thon={na_mau.pk}").content.decode()

    assert "Chọn thôn" in first
    assert "1 việc phải báo" in first
    assert "Việc của thôn Nà Mẫu" in then


def test_a_village_without_work_is_told_so(sign_in, pao):
    assert "Thôn không còn nợ việc nào" in sign_in(pao).get(HOME).content.decode()
