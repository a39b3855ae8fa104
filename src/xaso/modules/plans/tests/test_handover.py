"""Somebody leaves: all of the work goes over in one step, or none of it."""

from __future__ import annotations

from copy import copy

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError

from xaso.core.events.models import Event
from xaso.core.papers.models import OfficialPaper
from xaso.core.people.models import Account
from xaso.lib.ids import new_id
from xaso.modules.plans import actions
from xaso.modules.plans.models import Handover, HandoverItem, Target, Task

from . import make
from .browse import follow, send, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def mai(person, gia_phu):
    return person("Mai", gia_phu, "cong_chuc")


@pytest.fixture
def trung(person, gia_phu):
    return person("Trung", gia_phu, "pho_chu_tich")


def handed(actor, leaver, leader, **said):
    given = {"receivers": {}, "reason": "Chuyển công tác", "closes_account": True, "at": make.NOW}
    return actions.hand_over(
        actor=actor,
        account_id=leaver.account_id,
        leader=make.account(leader),
        **{**given, **said},
    )


def copied(task, count):
    """Rows like this one, so that there are `count` of them."""
    rows = [copy(task) for _time in range(count - 1)]
    for number, row in enumerate(rows, start=1001):
        row.pk = new_id()
        if task.code:
            row.number, row.code = number, f"NV-2026-{number}"
    Task.objects.bulk_create(rows)


def all_to(receiver):
    return dict.fromkeys(HandoverItem.Post.values, make.account(receiver))


def test_200_items_go_over_in_one_transaction_and_the_rights_end_at_once(
    thao, trung, lan, mai, sign_in
):
    plan = make.plan(thao)
    copied(make.task(thao, lan, plan=plan), 120)
    copied(make.draft(thao, lead=make.account(lan)), 60)
    for number in range(20):
        make.target(thao, plan, code=f"CT {number}", owner=make.account(lan))
    finished = make.done(thao, lan, make.task(thao, lan, "Đã xong"))
    browser = sign_in(lan)
    assert browser.get("/ke-hoach/").status_code == 200

    handover = handed(thao, lan, trung, receivers=all_to(mai))

    assert handover.items.count() == 200
    assert Event.objects.filter(kind="plans.work.handed_over").count() == 200
    assert Task.objects.filter(lead=lan.account_id).get() == finished
    assert Target.objects.filter(owner=mai.account_id).count() == 20
    assert browser.get("/ke-hoach/").status_code == 302
    assert not Account.objects.get(pk=lan.account_id).is_active


def test_one_thing_nobody_may_take_stops_all_of_it(thao, trung, lan, mai):
    for number in range(5):
        make.task(thao, lan, f"Việc {number}")
    make.task(trung, lan, "Kiểm tra mạng")

    with pytest.raises(ValidationError, match="1 việc chưa có ai nhận được"):
        handed(thao, lan, trung, receivers={"chu_tri": make.account(trung)})

    assert Task.objects.filter(lead=lan.account_id).count() == 6
    assert not Handover.objects.exists()
    assert not Event.objects.filter(kind="plans.work.handed_over").exists()
    assert Account.objects.get(pk=lan.account_id).is_active


def test_what_has_no_receiver_goes_to_the_leader(thao, trung, lan):
    task = make.task(thao, lan)
    draft = make.draft(thao, "Nháp", lead=make.account(lan))

    handed(thao, lan, trung)

    task.refresh_from_db()
    draft.refresh_from_db()
    assert {task.lead_id, draft.lead_id} == {trung.account_id}


def test_the_receiver_who_accepts_a_task_does_not_become_its_lead(thao, minh, trung, lan):
    first = make.task(minh, lan, "Minh nghiệm thu")
    second = make.task(thao, lan, "Thào nghiệm thu")

    handed(thao, lan, trung, receivers={"chu_tri": make.account(minh)})

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.lead_id, first.follower_id) == (trung.account_id, minh.account_id)
    assert second.lead_id == minh.account_id


def test_a_leader_who_leaves_hands_over_what_waits_for_acceptance(thao, minh, trung, lan):
    task = make.task(trung, lan)
    submission = make.handed_in(lan, task)

    handed(thao, trung, minh, receivers={"nghiem_thu": make.account(minh)})

    actions.accept_submission(actor=minh, submission_id=submission.pk, at=make.NOW)
    task.refresh_from_db()
    assert (task.state, task.follower_id) == ("hoan_thanh", minh.account_id)


def test_who_may_not_accept_takes_no_acceptance_over(thao, minh, trung, lan, mai):
    make.task(trung, lan)

    with pytest.raises(ValidationError, match="chưa có quyền nghiệm thu"):
        handed(thao, trung, minh, receivers={"nghiem_thu": make.account(mai)})


def test_the_account_may_stay_when_the_person_only_changes_desks(thao, trung, lan, mai):
    make.task(thao, lan)

    handed(thao, lan, trung, receivers=all_to(mai), closes_account=False)

    assert Account.objects.get(pk=lan.account_id).is_active


def test_the_only_admin_is_not_locked_out_with_the_handover(thao, trung, person, gia_phu):
    admin = person("Quang", gia_phu, "quan_tri", "cong_chuc")

    with pytest.raises(ValidationError, match="quản trị duy nhất"):
        handed(thao, admin, trung)

    assert not Handover.objects.exists()


def test_the_chairman_alone_decides_about_his_own_work(thao, minh, trung, lan, sua):
    make.task(thao, lan)

    with pytest.raises(ValidationError, match="do Chủ tịch quyết định"):
        handed(minh, thao, trung)
    with pytest.raises(ValidationError, match="Không tự khóa"):
        handed(thao, thao, trung)
    with pytest.raises(PermissionDenied):
        handed(lan, minh, trung)
    with pytest.raises(ObjectDoesNotExist):
        handed(thao, sua, trung)
    assert not Handover.objects.exists()


def test_the_receiver_is_somebody_else(thao, lan):
    with pytest.raises(ValidationError, match="phải khác người giao lại"):
        handed(thao, lan, lan)


def test_choose_look_and_hand_over_and_print_the_minutes(sign_in, thao, trung, lan, mai):
    task = make.task(thao, lan, "Lắp wifi nhà văn hóa")
    browser, url = sign_in(thao), f"/ke-hoach/ban-giao/cua/{lan.account_id}/"
    assert url in browser.get("/ke-hoach/ban-giao/").content.decode()
    said = {
        "nhan_chu_tri": str(mai.account_id),
        "leader": str(trung.account_id),
        "reason": "Chuyển về tỉnh",
    }

    seen = browser.post(url, {**typed(browser.get(url), **said), "lam": "xem"})

    text = seen.content.decode()
    assert "Chưa có gì thay đổi" in text
    assert "Mai" in text
    task.refresh_from_db()
    assert task.lead_id == lan.account_id

    done = browser.post(url, {**typed(seen), "lam": "ban-giao"})

    page = follow(browser, done)
    task.refresh_from_db()
    assert task.lead_id == mai.account_id
    assert "Đã bàn giao 1 mục" in page
    handover = Handover.objects.get()
    paper = browser.post(f"{handover.get_absolute_url()}bien-ban/")
    shown = browser.get(paper["Location"]).content.decode()
    assert "Bàn giao công việc của Lan" in shown
    assert browser.post(f"{handover.get_absolute_url()}bien-ban/")["Location"] == paper["Location"]
    assert OfficialPaper.objects.get().type_symbol == "BB"


def test_a_preview_shows_in_red_what_nobody_may_take(sign_in, thao, trung, lan):
    make.task(trung, lan, "Kiểm tra mạng")
    browser, url = sign_in(thao), f"/ke-hoach/ban-giao/cua/{lan.account_id}/"

    page = send(browser, url, leader=str(trung.account_id), reason="Nghỉ hưu", lam="xem")

    assert "chưa ai nhận được" in page.content.decode()
    assert 'value="ban-giao"' not in page.content.decode()


def test_work_of_a_closed_account_is_seen_and_handed_over(sign_in, thao, trung, lan, mai):
    make.task(thao, lan)
    Account.objects.filter(pk=lan.account_id).update(is_active=False, closed_at=make.NOW)

    assert "tài khoản đã khóa" in sign_in(thao).get("/ke-hoach/ban-giao/").content.decode()
    handed(thao, lan, trung, receivers=all_to(mai))
    assert Task.objects.get().lead_id == mai.account_id
