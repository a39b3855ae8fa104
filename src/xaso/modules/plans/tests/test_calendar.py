"""Due dates by month, what each person carries, and the calendar a phone reads."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from xaso.core.events.models import Event
from xaso.core.people.models import Account, RoleGrant
from xaso.modules.plans import actions
from xaso.modules.plans.models import CalendarFeed
from xaso.modules.plans.queries.calendar import loads

from . import make
from .browse import compressed, follow, send

pytestmark = pytest.mark.django_db


def feed_of(actor, client):
    secret = actions.open_feed(actor=actor, at=make.NOW)
    client.logout()
    return f"/ke-hoach/lich/{actor.commune.pk}/{secret}.ics"


def test_a_month_shows_ones_own_tasks_and_the_whole_commune_on_asking(sign_in, thao, minh, lan):
    make.task(thao, lan, "Lắp wifi")
    make.task(thao, minh, "Việc của Minh")
    browser = sign_in(lan)

    mine = browser.get("/ke-hoach/lich/?thang=2026-12").content.decode()
    everything = browser.get("/ke-hoach/lich/?thang=2026-12&loc=tat_ca").content.decode()

    assert "Lắp wifi" in mine
    assert "Việc của Minh" not in mine
    assert "Việc của Minh" in everything
    assert "Lắp wifi" not in browser.get("/ke-hoach/lich/?thang=2026-11").content.decode()


def test_a_month_of_one_village(sign_in, thao, mau_son):
    other = make.village(thao.commune, "Nà Mẫu")
    make.village_task(thao, [mau_son], "Vận động dùng VNeID")
    make.village_task(thao, [other], "Đo sóng")

    page = sign_in(thao).get(f"/ke-hoach/lich/?thang=2026-12&thon={mau_son.pk}").content.decode()

    assert "Vận động dùng VNeID" in page
    assert "Đo sóng" not in page


def test_a_crowded_day_names_four_and_opens_the_rest(sign_in, thao, lan):
    for number in range(7):
        make.task(thao, lan, f"Việc số {number}")
    browser = sign_in(lan)

    page = browser.get("/ke-hoach/lich/?thang=2026-12").content.decode()
    day = browser.get("/ke-hoach/lich/?thang=2026-12&ngay=2026-12-15").content.decode()

    assert "còn 3 việc" in page
    assert all(f"Việc số {number}" in day for number in range(7))


@pytest.mark.parametrize(
    "asked", ["thang=2026-13", "thang=x", "thang=9999-12", "ngay=0", "thon=1"]
)
def test_nonsense_in_the_address_shows_a_month_all_the_same(sign_in, lan, asked):
    assert sign_in(lan).get(f"/ke-hoach/lich/?{asked}").status_code == 200


def test_a_full_month_is_light(sign_in, thao, lan):
    for number in range(60):
        make.task(thao, lan, f"Việc số {number}", due_date=date(2026, 12, number % 30 + 1))

    assert compressed(sign_in(lan).get("/ke-hoach/lich/?thang=2026-12")) < 14_000


def test_who_carries_how_much(sign_in, thao, minh, lan):
    make.task(thao, lan, "Chậm", due_date=date(2026, 11, 20))
    make.task(thao, lan, "Sắp hạn", due_date=date(2026, 11, 27))
    make.handed_in(lan, make.task(thao, lan, "Chờ duyệt"))
    make.done(thao, lan, make.task(thao, lan, "Xong"))
    make.task(thao, minh)

    first, second = loads(thao.commune, make.TODAY)

    assert (first.name, first.open, first.late, first.soon, first.waiting) == ("Lan", 3, 1, 1, 1)
    assert (second.name, second.open, second.late) == ("Minh", 1, 0)
    assert "Lan" in sign_in(thao).get("/ke-hoach/viec-cua-tung-nguoi/").content.decode()


def test_a_phone_reads_own_open_tasks_without_signing_in(client, thao, minh, lan):
    title = "Lắp wifi, camera; kiểm tra đường truyền ở nhà văn hóa các thôn Mẫu Sơn và Nà Mẫu"
    task = make.task(thao, lan, title)
    make.task(thao, minh, "Việc của Minh")
    make.done(thao, lan, make.task(thao, lan, "Đã xong"))

    answer = client.get(feed_of(lan, client))

    lines = answer.content.decode().split("\r\n")
    whole = answer.content.decode().replace("\r\n ", "")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert max(len(line.encode()) for line in lines) <= 75
    assert f"SUMMARY:Hạn: {title}".replace(",", "\\,").replace(";", "\\;") in whole
    assert "DTSTART;VALUE=DATE:20261215" in lines
    assert "DTEND;VALUE=DATE:20261216" in lines
    assert whole.count("BEGIN:VEVENT") == 1
    assert str(task.pk) not in whole
    assert "Lan" not in whole


def test_nothing_new_costs_the_phone_nothing(client, thao, lan):
    make.task(thao, lan)
    url = feed_of(lan, client)
    tag = client.get(url)["ETag"]

    again = client.get(url, headers={"if-none-match": tag})
    make.task(thao, lan, "Việc mới")

    assert (again.status_code, again.content) == (304, b"")
    assert client.get(url, headers={"if-none-match": tag}).status_code == 200


def test_an_address_ends_when_it_is_taken_back_or_made_anew(client, thao, lan):
    old = feed_of(lan, client)
    new = feed_of(lan, client)
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200

    actions.revoke_feed(actor=lan, at=make.NOW)

    assert client.get(new).status_code == 404
    with pytest.raises(ValidationError, match="Chưa có địa chỉ lịch"):
        actions.revoke_feed(actor=lan, at=make.NOW)


def test_an_address_ends_with_the_account_or_its_rights(client, lan, minh):
    of_lan, of_minh = feed_of(lan, client), feed_of(minh, client)
    Account.objects.filter(pk=lan.account_id).update(is_active=False, closed_at=make.NOW)
    RoleGrant.objects.filter(account=minh.account_id).delete()

    assert [client.get(url).status_code for url in (of_lan, of_minh)] == [404, 404]


def test_a_guessed_secret_or_another_commune_opens_nothing(client, lan, ta_van):
    url = feed_of(lan, client)

    assert client.get(url.replace(lan.commune.pk, ta_van.pk)).status_code == 404
    assert client.get(f"/ke-hoach/lich/{lan.commune.pk}/{'a' * 43}.ics").status_code == 404


def test_the_secret_is_kept_nowhere(client, lan):
    secret = feed_of(lan, client).split("/")[-1].removesuffix(".ics")

    stored = CalendarFeed.objects.get().token_hash
    assert secret not in stored
    assert len(stored) == 64
    assert not any(secret in str(event.data) for event in Event.objects.all())


def test_the_address_is_shown_once_and_taken_back_on_the_page(sign_in, lan):
    browser = sign_in(lan)

    shown = send(browser, "/ke-hoach/lich/dien-thoai/")

    assert f"/ke-hoach/lich/{lan.commune.pk}/" in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    later = browser.get("/ke-hoach/lich/dien-thoai/").content.decode()
    assert ".ics" not in later
    assert "Đã thu lại" in follow(browser, send(browser, "/ke-hoach/lich/dien-thoai/thu-lai/"))
