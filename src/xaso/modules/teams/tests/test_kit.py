"""What the commune lends to its teams: one holder at a time, named until it is back."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from openpyxl import load_workbook

from conftest import MORNING, TODAY
from xaso.core.edits import wanted
from xaso.core.events.models import Event
from xaso.core.units.models import Village
from xaso.modules.plans.tests.browse import follow, send, typed
from xaso.modules.teams import actions, public
from xaso.modules.teams.models import Condition, KitLoan

from . import make

pytestmark = pytest.mark.django_db
KIT = "/to-cong-nghe/do-cho-muon/"


@pytest.fixture
def team(lan, mau_son):
    return make.team(lan, mau_son)


@pytest.fixture
def my(lan, team):
    return make.member(lan, team)


@pytest.fixture
def phone(lan):
    return make.thing(lan)


def edited(actor, thing, **facts):
    changes = wanted(thing, **facts)
    return actions.edit_thing(actor=actor, thing_id=thing.pk, changes=changes)


def test_each_kind_is_numbered_by_itself_and_a_code_stands_once(lan):
    codes = [make.thing(lan, kind=kind).code for kind in ("dien_thoai", "sim", "dien_thoai")]
    own = make.thing(lan, code=" xa-9 ")

    assert (codes, own.code) == (["DT-01", "SIM-01", "DT-02"], "XA-9")
    with pytest.raises(ValidationError, match="đã có đồ khác"):
        make.thing(lan, code="dt-01")


def test_a_thing_is_not_lent_twice(lan, phone, my):
    make.lent(lan, phone, my)

    with pytest.raises(ValidationError, match="Vàng Thị Mỷ, tổ thôn Mẫu Sơn đang mượn"):
        make.lent(lan, phone, my)
    again = KitLoan.objects.get()
    again.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


@pytest.mark.parametrize("condition", ["hong", "mat", "thoi"])
def test_what_cannot_be_used_is_not_lent(lan, phone, my, condition):
    edited(lan, phone, condition=condition)

    with pytest.raises(ValidationError, match="chưa cho mượn được"):
        make.lent(lan, phone, my)


def test_it_comes_back_in_a_condition_and_goes_out_again(lan, phone, my):
    make.lent(lan, phone, my)

    back = make.back(lan, phone, "cu")
    assert back.condition == Condition.WORN
    assert make.lent(lan, phone, my).condition_out == Condition.WORN
    with pytest.raises(ValidationError, match="hỏng hay mất thế nào"):
        make.back(lan, phone, "mat")
    assert make.back(lan, phone, "mat", back_note="rơi xuống suối").condition == Condition.LOST
    assert KitLoan.objects.filter(back_date=None).count() == 0


def test_days_go_forward(lan, phone, my):
    tomorrow, week = TODAY + timedelta(days=1), TODAY - timedelta(days=7)
    for wrong in ({"lent_date": tomorrow}, {"due_date": TODAY - timedelta(days=1)}):
        with pytest.raises(ValidationError):
            make.lent(lan, phone, my, **wrong)
    make.lent(lan, phone, my)
    with pytest.raises(ValidationError, match="phải từ"):
        make.back(lan, phone, back_date=week)
    make.back(lan, phone)
    with pytest.raises(ValidationError, match="phải từ"):
        make.lent(lan, phone, my, lent_date=week)


def test_a_new_due_date_says_why_and_what_was_late_is_not_any_more(lan, phone, my, clock):
    make.lent(lan, phone, my)
    clock.move_to(MORNING + timedelta(days=31))
    today = TODAY + timedelta(days=31)
    assert public.waiting_for(lan, today).loans_late == 1

    make.due_moved(lan, phone, today + timedelta(days=10), at=MORNING + timedelta(days=31))

    loan = KitLoan.objects.get()
    assert (loan.due_date, loan.due_reason) == (today + timedelta(days=10), "còn đợt ra quân")
    assert public.waiting_for(lan, today).loans_late == 0
    event = Event.objects.get(kind="teams.thing.due_moved")
    assert event.data["was"] == str(TODAY + timedelta(days=30))
    assert event.data["reason"] == "còn đợt ra quân"


def test_a_due_date_is_not_moved_without_need(lan, pao, phone, my):
    later = TODAY + timedelta(days=60)
    with pytest.raises(ValidationError, match="không có ai đang mượn"):
        actions.move_due_date(
            actor=lan, thing_id=phone.pk, changes={}, reason="còn dùng", at=make.NOW
        )
    make.lent(lan, phone, my)
    for day, reason, said in (
        (later, "  ", "vì sao đổi hẹn"),
        (TODAY + timedelta(days=30), "còn dùng", "vẫn là ngày cũ"),
        (TODAY - timedelta(days=1), "đòi sớm", "phải từ"),
    ):
        with pytest.raises(ValidationError, match=said):
            make.due_moved(lan, phone, day, reason=reason)
    with pytest.raises(PermissionDenied):
        make.due_moved(pao, phone, later)


def test_the_office_moves_a_due_date_and_hears_of_another_who_did(lan, sign_in, phone, my):
    make.lent(lan, phone, my)
    browser, url = sign_in(lan), f"{KIT}{phone.pk}/doi-hen/"
    seen = typed(browser.get(url))

    page = follow(browser, send(browser, url, due_date="15/1/2027", reason="tổ còn dùng"))
    assert "15/1/2027" in page
    assert "tổ còn dùng" in page
    clash = browser.post(url, {**seen, "due_date": "20/2/2027", "reason": "chờ máy mới"})
    assert "giu-due_date" in clash.content.decode()
    assert KitLoan.objects.get().due_date == date(2027, 1, 15)


def test_the_condition_of_what_is_out_is_said_when_it_is_back(lan, phone, my):
    make.lent(lan, phone, my)

    with pytest.raises(ValidationError, match="đang cho mượn"):
        edited(lan, phone, condition="hong")
    assert edited(lan, phone, note="ốp mới").note == "ốp mới"


def test_a_renewal_takes_along_what_people_hold(lan, team, phone, my):
    make.lent(lan, phone, my)

    actions.renew_team(
        actor=lan, team_id=team.pk, number="90/QĐ-UBND", day=TODAY, stays=[my.pk], at=make.NOW
    )

    holder = KitLoan.objects.get().member
    assert (holder.full_name, holder.to_date) == (my.full_name, None)


def test_who_leaves_with_something_is_named_until_it_is_back(lan, sign_in, team, phone, my):
    make.lent(lan, phone, my)
    browser = sign_in(lan)
    url = f"/to-cong-nghe/nguoi/{my.pk}/thoi/"
    assert "Còn giữ đồ của xã" in browser.get(url).content.decode()

    said = follow(browser, send(browser, url, reason="chuyển đi"))
    assert "chưa trả" in said
    make.back(lan, phone)
    assert "chưa trả" not in browser.get(team.get_absolute_url()).content.decode()


def test_the_office_lends_prints_and_takes_back(lan, sign_in, phone, my):
    browser = sign_in(lan)
    page = follow(browser, send(browser, f"{KIT}{phone.pk}/giao/", member=str(my.pk)))
    assert my.full_name in page
    slip = browser.get(f"{KIT}phieu/{KitLoan.objects.get().pk}/").content.decode()
    assert "DT-01" in slip
    assert "Người nhận" in slip

    again = follow(browser, send(browser, f"{KIT}{phone.pk}/nhan-lai/", condition="cu"))
    assert "cũ, còn dùng được" in again


def test_lists_say_what_is_free_out_late_and_gone(lan, sign_in, clock, phone, my):
    free = make.thing(lan, kind="sim", name="SIM dữ liệu")
    gone = make.thing(lan, kind="sac", name="Sạc dự phòng")
    edited(lan, gone, condition="mat")
    make.lent(lan, phone, my)
    clock.move_to(MORNING + timedelta(days=31))
    browser = sign_in(lan)
    shown = {
        asked: [
            each.code
            for each in (phone, free, gone)
            if each.code in browser.get(f"{KIT}?loc={asked}").content.decode()
        ]
        for asked in ("", "o-xa", "dang-muon", "qua-han", "hong", "mat-thoi-dung")
    }

    assert shown == {
        "": ["DT-01", "SIM-01"],
        "o-xa": ["SIM-01"],
        "dang-muon": ["DT-01"],
        "qua-han": ["DT-01"],
        "hong": [],
        "mat-thoi-dung": ["SAC-01"],
    }
    rows = load_workbook(BytesIO(browser.get(f"{KIT}?tai=xlsx").content)).active.values
    assert my.full_name in [row[5] for row in rows]
    today = TODAY + timedelta(days=31)
    assert public.waiting_for(lan, today).loans_late == 1


def test_a_village_sees_what_its_team_holds_and_writes_nothing(lan, pao, sign_in, phone, my):
    make.lent(lan, phone, my)
    na_mau = make.team(lan, Village.objects.create(commune=lan.commune, name="Nà Mẫu"))
    other = make.thing(lan, name="Điện thoại đen")
    make.lent(lan, other, make.member(lan, na_mau, "Lù Thị Pàng"))
    browser = sign_in(pao)

    page = browser.get(KIT).content.decode()
    assert "DT-01" in page
    assert "DT-02" not in page
    assert "DT-01" in browser.get("/to-cong-nghe/cua-to/").content.decode()
    assert browser.get(other.get_absolute_url()).status_code == 404
    with pytest.raises(PermissionDenied):
        make.back(pao, phone)


def test_nothing_is_lent_for_longer_than_two_years_ahead(lan, phone, my):
    for far in (TODAY + timedelta(days=732), date(9999, 12, 31)):
        with pytest.raises(ValidationError, match="hai năm nữa"):
            make.lent(lan, phone, my, due_date=far)
    make.lent(lan, phone, my, due_date=TODAY + timedelta(days=731))

    with pytest.raises(ValidationError, match="hai năm nữa"):
        make.due_moved(lan, phone, date(9999, 12, 31))
