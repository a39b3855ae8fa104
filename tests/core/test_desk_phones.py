"""Máy của thôn: the office invites, sees what is still on a phone, and decides what waits."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from conftest import MORNING
from tests.core.sync.phones import LATER, device_of, found, send, sent
from xaso.core.residents.actions import add_household
from xaso.core.residents.models import Household
from xaso.core.sync.joining import enrol
from xaso.core.sync.models import ClashCase, Device, Item, Quarantined
from xaso.drills.sync.world import new_phone
from xaso.lib import p256

pytestmark = pytest.mark.django_db


@pytest.fixture
def trung(person, gia_phu):
    return person("Trung", gia_phu, "quan_tri")


@pytest.fixture
def phone(trung, pao):
    return new_phone(trung, pao.account_id, MORNING, "Máy Mẫu Sơn")


def read(client, name, *args):
    answer = client.get(reverse(f"desk:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_invitation_is_a_link_for_the_camera_shown_once(sign_in, trung, pao, clock):
    client = sign_in(trung)
    where = reverse("desk:phone-invite")

    answer = client.post(where, {"account_id": str(pao.account_id)})
    page = answer.content.decode()

    code = re.search(r"/thon/#([0-9a-z]{20})", page)[1]
    assert answer["Cache-Control"] == "no-store"
    assert "<svg" in page
    assert code not in client.get(where).content.decode()
    key = p256.public_of(p256.new_private())
    joined = enrol(code=code, key=key, person_key=key, label="", at=MORNING)
    assert joined.account_id == pao.account_id


def test_the_list_says_what_is_still_on_each_phone_and_for_how_long(sign_in, lan, phone, pao):
    for number in range(4):
        found(phone, pao, f"Hộ {number}")
    send(phone, LATER, most=1)

    page = read(sign_in(lan), "phones")

    assert "Máy Mẫu Sơn" in page
    assert re.search(r"3 mục, lâu nhất\s+\d", page)


def test_a_member_can_be_phoned_about_what_was_sent_back(sign_in, lan, phone, pao):
    found(phone, pao, "")
    send(phone, LATER)

    page = read(sign_in(lan), "phone", phone.device)

    assert "Điền ô này." in page
    assert "Páo" in page


def test_an_officer_sees_what_was_sent_and_takes_it(sign_in, lan, phone, pao):
    Device.objects.update(state=Device.State.LOST)
    found(phone, pao, "Lý A Sở")
    sent(phone, LATER)
    row, client = Quarantined.objects.get(), sign_in(lan)

    page = read(client, "phone-apart", row.pk)
    answer = client.post(reverse("desk:phone-apart-take", args=[row.pk]))

    assert "Lý A Sở" in page
    assert answer.status_code == 302
    assert Household.objects.get().head_name == "Lý A Sở"


def test_a_reason_is_needed_to_send_something_back_and_stays_in_the_form(sign_in, lan, phone, pao):
    phone.save(str(pao.account_id), "plans.later", {"ghi_chu": "của bản sau"}, at=MORNING)
    send(phone, LATER)
    item, client = Item.objects.get(), sign_in(lan)
    where = reverse("desk:phone-item-back", args=[item.pk])

    assert client.post(where, {"reason": ""}).status_code == 422
    assert client.post(where, {"reason": "Ghi vào sổ thôn"}).status_code == 302
    item.refresh_from_db()
    assert (item.state, item.text) == ("tu_choi", "Ghi vào sổ thôn")


def test_both_wishes_stand_side_by_side_and_one_is_kept(sign_in, lan, minh, phone, pao, mau_son):
    house = add_household(
        actor=minh, village_id=mau_son.pk, head_name="Lý A Sở", members_count=4, at=MORNING
    )
    body = {"household": str(house.pk), "set": {"head_name": ["Lý A Chu", "Lý A Mẩy"]}}
    scope = f"thon:{mau_son.pk}"
    who = str(pao.account_id)
    phone.save(who, "residents.set_household", body, at=MORNING, scope=scope)
    send(phone, LATER)
    case, client = ClashCase.objects.get(), sign_in(lan)

    page = read(client, "phone-clash", case.pk)
    text = case.texts.get()
    answer = client.post(reverse("desk:phone-clash", args=[case.pk]), {"text_id": str(text.pk)})

    assert "Giữ như hồ sơ đang ghi: Lý A Sở" in page
    assert "Páo ghi lúc" in page
    assert answer.status_code == 302
    house.refresh_from_db()
    assert house.head_name == "Lý A Mẩy"


def test_a_lost_phone_is_shut_with_its_reason(sign_in, trung, phone):
    where = reverse("desk:phone-lost", args=[phone.device])

    sign_in(trung).post(where, {"reason": "Rơi xuống suối"})

    assert device_of(phone).state == Device.State.LOST
    assert device_of(phone).state_reason == "Rơi xuống suối"


def test_the_number_of_a_phone_handed_in_cannot_lie_before_what_is_here(
    sign_in, trung, phone, pao
):
    found(phone, pao, "Lý A Sở")
    send(phone, LATER)
    where = reverse("desk:phone-hand-in", args=[phone.device])

    refused = sign_in(trung).post(where, {"number": "0"})

    assert refused.status_code == 422
    assert "Xã đã nhận đến số 1" in refused.content.decode()
