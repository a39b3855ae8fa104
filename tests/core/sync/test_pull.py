"""A phone is told the households of its village once, then what has changed; others' stay others'."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from conftest import MORNING
from tests.core.sync.phones import LATER, device_of, found, send
from xaso.core.edits import wanted
from xaso.core.people.models import Account, RoleGrant
from xaso.core.residents.actions import add_household, close_household, edit_household
from xaso.core.sync.epochs import begin_epoch_after_restore
from xaso.core.sync.models import Device, Quarantined
from xaso.core.units.actions import rename_cluster
from xaso.core.units.models import Cluster, Village
from xaso.lib import p256
from xaso.lib.base64url import as_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan(person, gia_phu):
    return person("Lan", gia_phu, "cong_chuc")


def house(lan, village, name):
    return add_household(actor=lan, village_id=village.pk, head_name=name, at=MORNING)


class Puller:
    """Keeps what the phone would keep."""

    def __init__(self, phone, who):
        self.phone, self.who, self.client = phone, str(who.account_id), Client()
        self.rows, self.cursor, self.pages = {}, "", 0
        self.token = ""

    def enter(self, at=MORNING, key=None):
        now = round(at.timestamp() * 1000)
        message = b"xaso-vao" + self.phone.device.bytes + now.to_bytes(8, "big")
        sig = as_text(p256.sign(key or self.phone.people[self.who], message))
        said = f'{{"actor":"{self.who}","now":{now},"sig":"{sig}"}}'.encode()
        answer = self.client.post(
            "/dong-bo/vao",
            said,
            content_type="application/json",
            headers=self.phone.headers("POST", "/dong-bo/vao", said),
        )
        self.token = answer.json().get("token", "")
        return answer

    def ask(self, most=8192, cursor=None):
        path = f"/dong-bo/keo?c={self.cursor if cursor is None else cursor}&max={most}"
        headers = {**self.phone.headers("GET", path), "Xaso-Nguoi": self.token}
        return self.client.get(path, headers=headers)

    def pull(self, most=8192):
        """Until there is no more; returns the last page."""
        while True:
            page = self.ask(most).json()
            self.take(page)
            if not page["more"]:
                return page

    def take(self, page):
        self.pages += 1
        if page["reset"]:
            self.rows = {}
        for row in households_of(page):
            if row.get("gone"):
                self.rows.pop(row["id"], None)
            else:
                self.rows[row["id"]] = row
        self.cursor = page["c"]

    @property
    def names(self):
        return sorted(row["head_name"] for row in self.rows.values())


def households_of(page):
    return [row for row in page["rows"] if row["t"] == "household"]


@pytest.fixture
def puller(phone, pao):
    made = Puller(phone, pao)
    made.enter()
    return made


def test_a_village_head_holds_the_households_of_the_own_village(puller, lan, mau_son, gia_phu):
    house(lan, mau_son, "Lý A Sở")
    house(lan, Village.objects.create(commune=gia_phu, name="Nà Mẫu", kind="thon"), "Ở thôn khác")

    page = puller.pull()

    assert page["reset"] == ["*"]
    assert puller.names == ["Lý A Sở"]


def test_a_phone_knows_what_its_villages_and_their_clusters_are_called(puller, lan, mau_son):
    cluster = Cluster.objects.create(commune=mau_son.commune, village=mau_son, name="Nà Mẫu")
    first = [row for row in puller.pull()["rows"] if row["t"] == "village"]
    edit_cluster = wanted(cluster, name="Nà Mẫu Trên")
    trung = replace(lan, rights=lan.rights | {"units.manage"})
    rename_cluster(actor=trung, cluster_id=cluster.pk, changes=edit_cluster)

    then = puller.pull()["rows"]

    assert len(first) == 1
    assert first[0]["name"].endswith("Mẫu Sơn")
    assert [row["clusters"] for row in (*first, *then)] == [
        [[str(cluster.pk), "Nà Mẫu"]],
        [[str(cluster.pk), "Nà Mẫu Trên"]],
    ]


def test_afterwards_only_what_changed_is_told(puller, lan, mau_son):
    first, second = house(lan, mau_son, "Lý A Sở"), house(lan, mau_son, "Giàng Thị Dợ")
    puller.pull()
    edit_household(actor=lan, household_id=first.pk, changes=wanted(first, head_name="Lý A Sử"))
    close_household(actor=lan, household_id=second.pk, reason="chuyen_di", at=MORNING)

    page = puller.pull()

    assert page["reset"] == []
    assert len(page["rows"]) == 2
    assert puller.names == ["Lý A Sử"]
    assert puller.pull()["rows"] == []


def test_a_household_that_moves_to_another_village_is_gone(puller, lan, mau_son, gia_phu):
    moved = house(lan, mau_son, "Lý A Sở")
    puller.pull()
    other = Village.objects.create(commune=gia_phu, name="Nà Mẫu", kind="thon")
    edit_household(actor=lan, household_id=moved.pk, changes=wanted(moved, village_id=other.pk))

    puller.pull()

    assert puller.rows == {}


def test_a_long_list_comes_page_by_page_and_goes_on_where_it_stopped(puller, lan, mau_son):
    for number in range(60):
        house(lan, mau_son, f"Hộ {number:02}")

    first = puller.ask(most=2_000).json()
    puller.take(first)
    house(lan, mau_son, "Hộ đến sau")
    puller.pull(most=2_000)

    assert first["more"]
    assert puller.pages > 3
    assert len(puller.names) == 61


def test_another_reach_is_told_anew(puller, lan, mau_son, gia_phu):
    house(lan, mau_son, "Lý A Sở")
    other = Village.objects.create(commune=gia_phu, name="Nà Mẫu", kind="thon")
    house(lan, other, "Ở Nà Mẫu")
    puller.pull()
    RoleGrant.objects.update(village=other)

    page = puller.pull()

    assert page["reset"] == ["*"]
    assert puller.names == ["Ở Nà Mẫu"]


def test_another_epoch_is_told_anew(puller, lan, mau_son, gia_phu):
    house(lan, mau_son, "Lý A Sở")
    puller.pull()
    begin_epoch_after_restore(gia_phu, LATER)

    assert puller.pull()["reset"] == ["*"]
    assert puller.names == ["Lý A Sở"]


def test_a_cursor_that_is_none_begins_at_the_beginning(puller, lan, mau_son):
    house(lan, mau_son, "Lý A Sở")

    for cursor in ("x", "e30", "bnVsbA", "W10"):
        page = puller.ask(cursor=cursor).json()
        assert (page["reset"], len(households_of(page))) == (["*"], 1)


def test_the_true_state_of_each_item_comes_too(puller, phone, pao):
    empty = found(phone, pao, "")
    send(phone, LATER)

    page = puller.pull()

    assert [line[:3] for line in page["st"]] == [[empty, "tu_choi", "sai_du_lieu"]]


def test_what_was_set_apart_is_named_until_somebody_has_closed_it(puller, phone, pao):
    Device.objects.update(state=Device.State.FROZEN)
    key = found(phone, pao, "Lý A Sở")
    send(phone, LATER)

    assert [line[:3] for line in puller.pull()["st"]] == [[key, "cach_ly", "may_bi_khoa"]]
    Quarantined.objects.update(closed_at=LATER)
    assert puller.pull()["st"] == []


def test_without_a_person_nothing_is_told(puller, phone, pao):
    puller.token = ""
    assert puller.ask().status_code == 401
    answer = puller.enter(key=p256.new_private())
    assert (answer.status_code, answer.json()["code"]) == (401, "khong_con_quyen")
    assert puller.ask().status_code == 401


def test_a_clock_that_is_days_off_is_told_the_time(puller):
    answer = puller.enter(at=MORNING + timedelta(days=2))

    assert (answer.status_code, answer.json()["code"]) == (401, "gio_lech")
    assert answer.json()["now"] == round(MORNING.timestamp() * 1000)


def test_half_a_day_later_the_person_enters_again(puller, clock):
    clock.move_to(MORNING + timedelta(hours=13))

    assert puller.ask().json()["code"] == "het_han"


@pytest.mark.parametrize("end", ["role", "account", "lost"])
def test_whoever_is_no_more_is_told_no_more(puller, phone, pao, end):
    if end == "role":
        RoleGrant.objects.all().delete()
    elif end == "account":
        Account.objects.filter(pk=pao.account_id).update(is_active=False, closed_at=MORNING)
    else:
        Device.objects.update(state=Device.State.LOST)

    assert puller.ask().json()["code"] == "khong_con_quyen"
    assert device_of(phone)


def test_the_token_of_one_phone_opens_no_other(puller, other):
    puller.phone = other

    assert puller.ask().status_code == 401
