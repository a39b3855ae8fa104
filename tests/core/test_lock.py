"""A session that rests too long is locked by the server; the password opens it where it was."""

from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import MORNING
from xaso.core.events.models import Event
from xaso.core.law.models import LegalRule
from xaso.core.law.seed import load_law
from xaso.core.people.models import Account

UNLOCK = "/mo-khoa/"
PASSWORD = "suong som tren ruong bac thang"
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def law(db):
    load_law()


@pytest.fixture
def trung(person, gia_phu):
    """Trung runs the machine of Gia Phú."""
    return person("Trung", gia_phu, "quan_tri")


def give_password(actor, password=PASSWORD):
    account = Account.objects.get(pk=actor.account_id)
    account.set_password(password)
    account.save(update_fields=["password"])


def signed_in(sign_in, actor):
    give_password(actor)
    return sign_in(actor)


def rests(clock, **time):
    clock.move_to(MORNING + timedelta(**time))


def unlock(client, password=PASSWORD, **more):
    return client.post(UNLOCK, {"password": password, **more})


def locked_at(client, address, **headers):
    answer = client.get(address, headers=headers)
    return answer.status_code == 302 and answer["Location"].startswith(UNLOCK)


def test_a_session_at_rest_for_fifteen_minutes_is_locked(sign_in, lan, clock):
    client = signed_in(sign_in, lan)

    rests(clock, minutes=14, seconds=59)
    assert client.get(reverse("desk:home")).status_code == 200
    rests(clock, minutes=29, seconds=59)

    assert locked_at(client, reverse("desk:home"))


def test_work_now_and_then_keeps_the_session_open(sign_in, lan, clock):
    client = signed_in(sign_in, lan)

    for minutes in range(10, 120, 10):
        rests(clock, minutes=minutes)
        assert client.get(reverse("desk:home")).status_code == 200


def test_a_session_ends_after_a_days_work_however_busy_it_was(sign_in, lan, clock):
    client = signed_in(sign_in, lan)

    for minutes in range(0, 720, 10):
        rests(clock, minutes=minutes)
        assert client.get(reverse("desk:home")).status_code == 200
    rests(clock, hours=12)
    answer = client.get(reverse("desk:home"))

    assert answer["Location"].startswith(reverse("account_login"))
    assert not Session.objects.exists()


def test_an_admin_is_locked_after_five_minutes(sign_in, trung, clock):
    client = signed_in(sign_in, trung)

    rests(clock, minutes=4, seconds=59)
    assert client.get(reverse("desk:home")).status_code == 200
    rests(clock, minutes=9, seconds=59)

    assert locked_at(client, reverse("desk:home"))


def test_the_lock_follows_the_rule_of_the_day(sign_in, lan, clock):
    client = signed_in(sign_in, lan)
    LegalRule.objects.filter(code="idle.user.minutes", effective_to=None).update(value="2")

    rests(clock, minutes=2)

    assert locked_at(client, reverse("desk:home"))


def test_a_rule_that_ends_gives_way_to_the_next(sign_in, lan, clock):
    rule = LegalRule.objects.get(code="idle.user.minutes", effective_to=None)
    LegalRule.objects.filter(pk=rule.pk).update(effective_to=date(2026, 11, 23))
    LegalRule.objects.create(
        code=rule.code,
        legal_text=rule.legal_text,
        subject=rule.subject,
        value="30",
        effective_from=date(2026, 11, 24),
    )
    client = signed_in(sign_in, lan)

    rests(clock, minutes=29)

    assert client.get(reverse("desk:home")).status_code == 200


def test_without_rules_everybody_is_locked_as_early_as_an_admin(sign_in, lan, clock):
    LegalRule.objects.all().delete()
    client = signed_in(sign_in, lan)

    rests(clock, minutes=5)

    assert locked_at(client, reverse("desk:home"))


def test_work_is_noted_once_a_minute_and_costs_other_requests_nothing(sign_in, lan, clock):
    client = signed_in(sign_in, lan)
    client.get(reverse("ui:display"))

    rests(clock, seconds=59)
    with CaptureQueriesContext(connection) as caught:
        client.get(reverse("ui:display"))
    noted = Session.objects.get().session_data
    rests(clock, seconds=60)
    client.get(reverse("ui:display"))

    assert Session.objects.get().session_data != noted
    told = " ".join(query["sql"] for query in caught)
    assert "UPDATE" not in told
    assert "law_legalrule" not in told


def test_a_page_that_asks_by_itself_is_no_sign_of_work(sign_in, lan, clock):
    client = signed_in(sign_in, lan)

    for minutes in range(1, 16):
        rests(clock, minutes=minutes)
        client.get(reverse("desk:home"), headers={"X-Xaso-Poll": "1", **HTMX})

    assert locked_at(client, reverse("desk:home"))
    assert client.get(reverse("desk:home"), headers={"X-Xaso-Poll": "1"}).status_code == 204


def test_a_locked_session_opens_the_unlock_page_and_little_else(sign_in, lan, clock):
    client = signed_in(sign_in, lan)
    rests(clock, hours=1)

    page = client.get(f"{UNLOCK}?next=/ke-hoach/").content.decode()

    assert "Lan" in page
    assert "Mở khóa" in page
    assert "Không phải tôi" in page
    assert reverse("desk:home") not in page, "no menu"
    assert locked_at(client, "/")
    assert locked_at(client, "/doi-mat-khau/")
    assert client.get(reverse("ui:display")).status_code == 200
    assert client.get("/khong-co-trang-nay/").status_code == 404
    assert b"Lan" not in client.get("/khong-co-trang-nay/").content


def test_a_locked_session_stays_locked_however_the_rule_changes(sign_in, lan, clock):
    client = signed_in(sign_in, lan)
    rests(clock, minutes=15)
    assert locked_at(client, reverse("desk:home"))

    LegalRule.objects.filter(code="idle.user.minutes").update(value="600")

    assert locked_at(client, reverse("desk:home"))


def test_after_unlocking_the_person_is_where_they_were(sign_in, lan, clock):
    client = signed_in(sign_in, lan)
    rests(clock, minutes=15)
    asked = "/ke-hoach/viec/?tinh-trang=qua-han"

    sent_to = client.get(asked)["Location"]
    back = unlock(client, next=client.get(sent_to).context["next_url"])

    assert back["Location"] == asked
    assert client.get(asked).status_code == 200


def test_a_download_leads_back_to_the_page_it_stands_on(sign_in, trung, clock):
    client = signed_in(sign_in, trung)
    rests(clock, minutes=5)

    file = client.get("/can-bo/?tai=xlsx", headers={"Referer": "http://testserver/can-bo/"})
    strange = client.get("/can-bo/?tai=xlsx", headers={"Referer": "http://xau.example/can-bo/"})

    assert file["Location"] == f"{UNLOCK}?next=%2Fcan-bo%2F"
    assert "xau" not in strange["Location"]


def test_after_unlocking_nobody_is_sent_to_a_stranger(sign_in, lan, clock):
    client = signed_in(sign_in, lan)
    rests(clock, minutes=15)

    answer = unlock(client, next="//xau.example/")

    assert answer["Location"] == reverse("desk:home")


def test_a_wrong_password_opens_nothing(sign_in, lan, clock):
    client = signed_in(sign_in, lan)
    rests(clock, minutes=15)

    answer = unlock(client, "doan mo")

    assert answer.status_code == 422
    assert "Mật khẩu không đúng" in answer.content.decode()
    assert locked_at(client, reverse("desk:home"))


def test_guessing_at_the_screen_ends_as_at_the_door_and_stands_in_the_diary_once(
    sign_in, lan, clock
):
    client = signed_in(sign_in, lan)
    rests(clock, minutes=15)

    for _time in range(8):
        answer = unlock(client, "doan mo")

    assert "Nhập sai quá nhiều lần" in answer.content.decode()
    assert Event.objects.filter(kind="lock.session.refused").count() == 1
    assert unlock(client).status_code == 422, "not even with the right one"


def test_locking_and_unlocking_are_no_events(sign_in, lan, clock):
    client = signed_in(sign_in, lan)
    rests(clock, minutes=15)

    client.get(reverse("desk:home"))
    unlock(client)

    assert not Event.objects.filter(kind__startswith="lock.").exists()


def test_unlocking_gives_the_session_a_new_key(sign_in, lan, clock):
    client = signed_in(sign_in, lan)
    before = client.cookies["xaso_session"].value
    rests(clock, minutes=15)

    unlock(client)

    assert client.cookies["xaso_session"].value != before
    assert not Session.objects.filter(session_key=before).exists()


def test_not_me_signs_out(sign_in, lan, clock):
    client = signed_in(sign_in, lan)
    rests(clock, minutes=15)

    answer = client.post(reverse("account_logout"), {"next": reverse("account_login")})

    assert answer["Location"] == reverse("account_login")
    assert client.get(UNLOCK)["Location"].startswith(reverse("account_login"))


def test_a_part_of_a_page_leads_the_whole_window_to_the_unlock_page(sign_in, lan, clock):
    client = signed_in(sign_in, lan)
    rests(clock, minutes=15)
    where = {"HX-Current-URL": "http://testserver/ke-hoach/?nam=2026", **HTMX}

    answer = client.get("/ke-hoach/viec/", headers=where)

    assert answer.status_code == 204
    assert answer["HX-Redirect"] == f"{UNLOCK}?next=%2Fke-hoach%2F%3Fnam%3D2026"


def test_a_part_of_a_page_of_an_ended_session_leads_to_the_sign_in(client, lan):
    answer = client.get("/ke-hoach/viec/", headers=HTMX)

    assert answer["HX-Redirect"].startswith(reverse("account_login"))


def test_a_first_password_and_a_lock_do_not_send_each_other_around(sign_in, lan, clock):
    Account.objects.filter(pk=lan.account_id).update(must_change_password=True)
    client = signed_in(sign_in, lan)
    rests(clock, minutes=15)

    assert client.get(UNLOCK).status_code == 200


def test_a_clock_set_back_does_not_keep_a_session_open(sign_in, lan, clock):
    clock.move_to(MORNING + timedelta(days=300))
    client = signed_in(sign_in, lan)
    cache.clear()

    clock.move_to(MORNING)
    client.get(reverse("ui:display"))
    rests(clock, minutes=15)

    assert locked_at(client, reverse("desk:home"))


def test_the_cover_locks_the_session_and_takes_the_password(sign_in, lan):
    client = signed_in(sign_in, lan)
    cover = {"X-Xaso-Cover": str(lan.account_id)}

    form = client.get(UNLOCK, headers=cover)

    assert form.status_code == 200
    assert b"<html" not in form.content
    assert locked_at(client, reverse("desk:home"))
    assert client.post(UNLOCK, {"password": "sai"}, headers=cover).status_code == 422
    assert client.post(UNLOCK, {"password": PASSWORD}, headers=cover).status_code == 204
    assert client.get(reverse("desk:home")).status_code == 200


def test_the_cover_of_one_person_is_not_lifted_by_another(sign_in, lan, minh, client):
    cover = {"X-Xaso-Cover": str(lan.account_id)}
    signed_in(sign_in, minh)

    assert client.post(UNLOCK, {"password": PASSWORD}, headers=cover).status_code == 409
    assert client.get(reverse("lock:still-here"), {"ai": lan.account_id}).status_code == 409
    assert client.get(reverse("lock:still-here"), {"ai": minh.account_id}).status_code == 204


def test_the_cover_of_an_ended_session_asks_to_sign_in_elsewhere(client, lan):
    answer = client.get(UNLOCK, headers={"X-Xaso-Cover": str(lan.account_id)})

    assert answer.status_code == 401
    assert "trong thẻ mới" in answer.content.decode()


def test_the_script_is_told_the_seconds_of_the_person(sign_in, lan):
    client = signed_in(sign_in, lan)

    page = client.get(reverse("desk:home")).content.decode()

    assert 'data-seconds="900"' in page
    assert "lock.js" not in client.__class__().get("/").content.decode()
