"""Events of a phone come in: stored once, run once, answered with a receipt that proves itself."""

from __future__ import annotations

import gzip
from datetime import timedelta

import pytest

from conftest import MORNING
from tests.core.sync.phones import (
    LATER,
    asked,
    device_of,
    found,
    items,
    phone_for,
    send,
    sent,
    set_apart,
)
from xaso.core.events.models import Event
from xaso.core.residents.models import Household
from xaso.core.sync.batch import BadBatch
from xaso.core.sync.models import Device, Item
from xaso.core.sync.receiving import receive

pytestmark = pytest.mark.django_db


def names():
    return sorted(Household.objects.values_list("head_name", flat=True))


def test_what_a_phone_wrote_down_is_in_the_commune_once(phone, pao):
    key = found(phone, pao, "Lý A Sở")
    found(phone, pao, "Giàng Thị Dợ")

    answer = send(phone, LATER)

    assert (answer["n"], answer["st"], answer["ask"]) == (2, [], None)
    assert names() == ["Giàng Thị Dợ", "Lý A Sở"]
    assert str(Household.objects.get(head_name="Lý A Sở").pk) == key
    assert phone.received == 2
    told = Event.objects.filter(kind="residents.household.added")
    assert {event.actor_id for event in told} == {pao.account_id}


def test_after_a_lost_answer_the_same_is_sent_and_nothing_is_doubled(phone, pao):
    found(phone, pao, "Lý A Sở")
    sent(phone, LATER)
    assert phone.received == 0

    found(phone, pao, "Giàng Thị Dợ")
    answer = send(phone, LATER)

    assert (answer["n"], answer["st"]) == (2, [])
    assert len(names()) == 2
    assert len(items()) == 2


def test_after_a_lost_answer_a_question_is_enough(phone, pao):
    found(phone, pao, "Lý A Sở")
    sent(phone, LATER)

    assert phone.take(asked(phone, LATER))

    assert phone.received == 1


def test_what_lies_after_a_gap_is_not_stored(phone, pao):
    for name in ("Một", "Hai", "Ba"):
        found(phone, pao, name)

    answer = sent(phone, LATER, first=3)

    assert (answer["n"], answer["ask"]) == (0, 1)
    assert items() == []
    assert send(phone, LATER)["n"] == 3


def test_a_refused_or_unknown_one_stops_nobody_behind_it(phone, pao):
    """V9: refused, unknown, waiting for the refused; what comes after them is done."""
    empty = found(phone, pao, "")
    strange = phone.save(str(pao.account_id), "teams.fly_a_kite", {}, at=MORNING)
    needs = found(phone, pao, "Lý A Sở", needs=[empty])
    found(phone, pao, "Giàng Thị Dợ")

    answer = send(phone, LATER)

    assert answer["n"] == 4
    assert [state[:3] for state in answer["st"]] == [
        [empty, "tu_choi", "sai_du_lieu"],
        [strange, "cho", "chua_biet"],
        [needs, "cho", "cho_lenh_truoc"],
    ]
    assert answer["st"][0][3] == "head_name"
    assert answer["st"][0][4] == "Điền ô này."
    assert names() == ["Giàng Thị Dợ"]


def test_a_correction_frees_what_waited_and_nothing_is_typed_twice(phone, pao):
    """V12: the household had no name; the corrected one comes, and its visit with it."""
    empty = found(phone, pao, "")
    found(phone, pao, "Vàng A Chu", needs=[empty])
    send(phone, LATER)
    assert names() == []

    found(phone, pao, "Lý A Sở", replaces=empty)
    send(phone, LATER + timedelta(minutes=1))

    assert names() == ["Lý A Sở", "Vàng A Chu"]
    assert [state for _kind, state, _code in items()] == ["tu_choi", "ap_dung", "ap_dung"]


def test_only_the_author_corrects(phone, pao, admin, person, gia_phu, mau_son):
    empty = found(phone, pao, "")
    send(phone, LATER)
    sua = person("Súa", gia_phu, "truong_thon", village=mau_son)
    other = phone_for(admin, sua, MORNING)

    found(other, sua, "Lý A Sở", replaces=empty)
    answer = send(other, LATER)

    assert answer["st"][0][1:3] == ["tu_choi", "khong_quyen"]
    assert names() == []


def test_what_the_author_gives_up_waits_no_longer(phone, pao):
    empty = found(phone, pao, "")
    visit = found(phone, pao, "Vàng A Chu", needs=[empty])
    phone.save(str(pao.account_id), "sync.give_up", {"ids": [empty, visit]}, at=MORNING)

    send(phone, LATER)

    assert [code for _kind, _state, code in items()] == ["da_bo", "da_bo", "ok"]


def test_an_id_with_another_content_is_set_apart_and_stops_nobody(phone, pao):
    key = found(phone, pao, "Lý A Sở")
    found(phone, pao, "Lý A Sử", id=key)
    found(phone, pao, "Giàng Thị Dợ")

    answer = send(phone, LATER)

    assert [state[1:3] for state in answer["st"]] == [["cach_ly", "khac_noi_dung"]]
    assert names() == ["Giàng Thị Dợ", "Lý A Sở"]
    assert set_apart() == [(2, "khac_noi_dung")]


def test_a_copied_phone_forks_is_frozen_and_loses_nothing(phone, pao):
    """What the second sent is stored; the first keeps what it writes from then on until an officer
    has looked, for no receipt ends in its own chain any more."""
    found(phone, pao, "Lý A Sở")
    send(phone, LATER)
    twin = phone.copied()
    found(phone, pao, "Ở máy thứ nhất")
    found(twin, pao, "Ở máy thứ hai")
    found(twin, pao, "Cũng ở máy thứ hai")
    send(phone, LATER)

    send(twin, LATER)
    found(phone, pao, "Rồi lại ở máy thứ nhất")
    answer = sent(phone, LATER)

    assert device_of(phone).state == Device.State.FROZEN
    assert set_apart() == [(2, "trung_so"), (3, "sai_chuoi"), (3, "trung_so")]
    assert not phone.take(answer)
    assert phone.received == 2
    assert names() == ["Lý A Sở", "Ở máy thứ nhất"]


def test_a_frozen_phone_is_stored_and_not_trusted(phone, pao):
    Device.objects.update(state=Device.State.FROZEN)
    found(phone, pao, "Lý A Sở")
    found(phone, pao, "Giàng Thị Dợ")

    answer = send(phone, LATER)

    assert answer["n"] == 2
    assert [code for _number, code in set_apart()] == ["may_bi_khoa"] * 2
    assert names() == []


def test_a_new_phone_issues_again_what_was_set_apart(phone, pao, admin):
    """The same id and the same content: known by them, from whatever device."""
    Device.objects.update(state=Device.State.FROZEN)
    key = found(phone, pao, "Lý A Sở")
    send(phone, LATER)
    fresh = phone_for(admin, pao, LATER)
    fresh.save(
        str(pao.account_id), "residents.add_household", phone.kept[0].content["body"],
        at=MORNING, id=key, scope=phone.kept[0].content["scope"],
    )  # fmt: skip

    send(fresh, LATER + timedelta(minutes=5))

    assert names() == ["Lý A Sở"]
    assert Item.objects.get().pk == Household.objects.get().pk


def test_whoever_did_not_sign_did_not_say_it(phone, pao, person, gia_phu, mau_son):
    sua = person("Súa", gia_phu, "truong_thon", village=mau_son)
    phone.people[str(sua.account_id)] = phone.people[str(pao.account_id)]
    found(phone, sua, "Lý A Sở")
    found(phone, pao, "Giàng Thị Dợ")

    send(phone, LATER)

    assert set_apart() == [(1, "sai_chu_ky")]
    assert names() == ["Giàng Thị Dợ"]


def test_a_batch_that_was_changed_on_the_way_is_not_stored_at_all(phone, pao):
    found(phone, pao, "Lý A Sở")
    text = gzip.decompress(phone.batch(now=LATER)).replace("Lý A Sở".encode(), "Lý B Sở".encode())

    with pytest.raises(BadBatch, match="chain"):
        receive(device=device_of(phone), body=gzip.compress(text), at=LATER)
    assert items() == []


@pytest.mark.parametrize("change", ["n", "safe_n", "ep", "h", "sig"])
def test_a_receipt_that_was_changed_is_nothing(phone, pao, change):
    found(phone, pao, "Lý A Sở")
    answer = sent(phone, LATER)
    lie = {"n": 0, "safe_n": 1, "ep": str(phone.device), "h": answer["sig"], "sig": answer["h"]}

    assert not phone.take({**answer, change: lie[change]})
    assert phone.received == 0
    assert phone.take(answer)


def test_a_heartbeat_tells_how_many_are_waiting(phone, pao):
    found(phone, pao, "Lý A Sở")
    found(phone, pao, "Giàng Thị Dợ")

    answer = sent(phone, LATER, first=3)

    device = device_of(phone)
    assert (device.unsent, device.highest, device.last_contact_at) == (2, 2, LATER)
    assert device.oldest_at == MORNING
    assert (answer["n"], answer["ask"]) == (0, 1)
