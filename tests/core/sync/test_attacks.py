"""A phone in the wrong hands, and strangers at the door: nothing breaks, nothing stops, nothing leaks."""

from __future__ import annotations

import gzip
import json
import unicodedata
from base64 import urlsafe_b64decode
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import DataError, ProgrammingError
from django.test import Client

from conftest import MORNING
from tests.core.sync.phones import LATER, device_of, found, items, send, sent
from tests.core.sync.rare import rare_phone_rows
from tests.core.sync.test_attachments import told as told
from tests.core.sync.test_pull import Puller
from xaso.core.people.models import Account, RoleGrant
from xaso.core.residents.actions import add_household
from xaso.core.residents.models import Household
from xaso.core.sync import commands, running
from xaso.core.sync.actions import invite, report_lost
from xaso.core.sync.batch import BadBatch
from xaso.core.sync.epochs import station_of
from xaso.core.sync.models import Item
from xaso.core.sync.receiving import receive
from xaso.core.units.models import Village
from xaso.lib import envelope, p256, sealed, text
from xaso.lib.base64url import as_text
from xaso.lib.ids import new_id

pytestmark = pytest.mark.django_db
TANGLED = "a" + "\u0315\u0300" * 3_000
SOON = LATER + timedelta(minutes=5)


@pytest.fixture
def lan(person, gia_phu):
    return person("Lan", gia_phu, "cong_chuc")


@pytest.fixture
def house(lan, mau_son):
    return add_household(actor=lan, village_id=mau_son.pk, head_name="Bà Sủ", at=MORNING)


def names():
    return sorted(Household.objects.values_list("head_name", flat=True))


def say(phone, who, kind, body, **more):
    return phone.save(str(who.account_id), kind, body, at=MORNING, **more)


def change(phone, who, house, pairs):
    body = {"household": str(house.pk), "set": pairs}
    return say(phone, who, "residents.set_household", body)


def test_a_stranger_cannot_keep_the_machine_sorting_accents(monkeypatch):
    """`normalize` sorts by insertion: half a megabyte of accents took it most of a minute."""
    sorted_already = []

    def normalize(form, said):
        ranks = [unicodedata.combining(sign) for sign in said[1:]]
        sorted_already.append(ranks == sorted(ranks))
        return unicodedata.normalize(form, said)

    watched = SimpleNamespace(**{**vars(unicodedata), "normalize": normalize})
    monkeypatch.setattr(text, "unicodedata", watched)

    read = envelope.read(f'{{"code":"{TANGLED}"}}'.encode())

    assert read["code"] == unicodedata.normalize("NFC", TANGLED)
    assert set(sorted_already) == {True}


def test_a_sign_no_database_keeps_is_refused_before_anything_is_stored():
    for said in (b'{"label":"\\u0000"}', b'{"body":{"a":["x\\u0000"]}}'):
        with pytest.raises(envelope.NotCanonical):
            envelope.read(said)


def test_of_what_is_far_too_large_nothing_is_read():
    answer = Client().post(
        "/dong-bo/ghi-danh", b"x" * (13 * 1024 * 1024), content_type="application/json"
    )

    assert (answer.status_code, answer.json()["code"]) == (413, "qua_lon")


def test_many_small_seals_do_not_swell_into_memory(phone, pao, gia_phu):
    opening = p256.public_of(bytes(station_of(gia_phu).opening_key))
    said = envelope.canonical({"a": [0] * 450_000})
    events = []
    for _each in range(6):
        key = new_id()
        seal = as_text(sealed.seal(opening, said, key.bytes))
        events.append({"id": str(key), "at": [0, 0], "seal": seal})
    batch = {"b": 1, "dev": str(phone.device), "n0": 1, "prev": as_text(bytes(32)), "ev": events}

    with pytest.raises(BadBatch, match="larger than it may be"):
        receive(device=device_of(phone), body=gzip.compress(envelope.canonical(batch)), at=LATER)


@pytest.mark.parametrize(
    "body", [{}, {"ids": None}, {"ids": [5]}, {"ids": [True]}, {"ids": {"a": 1}}, {"ids": "x"}]
)
def test_giving_up_nonsense_stops_nobody_behind_it(phone, pao, body):
    say(phone, pao, "sync.give_up", body)
    found(phone, pao, "Lý A Sở")

    send(phone, LATER)

    assert [each[1:] for each in items()] == [("tu_choi", "sai_du_lieu"), ("ap_dung", "ok")]


HOSTILE = [None, True, 2**53 - 1, -1, [], [[1]], {"a": {"b": 1}}, "x" * 5_000, "\u202e", "'--"]


@pytest.mark.parametrize("field", ["head_name", "village", "members_count", "language", "anh"])
def test_whatever_stands_in_a_field_nobody_behind_it_is_stopped(phone, pao, house, field):
    for value in HOSTILE:
        body = {"head_name": "Tên", "village": str(next(iter(pao.village_ids))), field: value}
        say(phone, pao, "residents.add_household", body)
        change(phone, pao, house, {field: [value, value]})
        change(phone, pao, house, {field: ["", value]})
        change(phone, pao, house, {field: value})
    change(phone, pao, house, [["head_name", ["Bà Sủ", "x"]]])
    last = found(phone, pao, "Lý A Sở")

    assert send(phone, LATER)["n"] == len(phone.kept)
    assert Household.objects.filter(pk=last).exists()
    assert Item.objects.filter(code="xa_loi").count() == 0


@pytest.mark.parametrize("is_role_over", [False, True])
@pytest.mark.parametrize(
    ("error", "code"), [(DataError, "sai_du_lieu"), (ProgrammingError, "xa_loi")]
)
def test_what_breaks_on_our_side_stops_nobody_behind_it(
    phone, pao, monkeypatch, told, error, code, is_role_over
):
    def fall(**_given):
        raise error("numeric field overflow")

    broken = replace(commands.command_for("tests.show", 1), run=fall)
    monkeypatch.setitem(commands._accepted, ("tests.show", 1), broken)
    say(phone, pao, "tests.show", {"note": "x"})
    say(phone, pao, "tests.fly_a_kite", {})
    if is_role_over:
        RoleGrant.objects.filter(account=pao.account_id).update(to_date=MORNING.date())

    send(phone, LATER + timedelta(days=is_role_over))

    assert [each[2] for each in items()] == [code, "chua_biet"]


def test_the_id_of_a_household_that_is_there_overwrites_nothing(phone, pao, house):
    found(phone, pao, "Kẻ khác", id=house.pk)

    send(phone, LATER)

    assert items() == [("residents.add_household", "tu_choi", "sai_du_lieu")]
    assert names() == ["Bà Sủ"]


def test_an_id_of_another_commune_is_set_apart_and_shows_nothing(phone, pao, person, ta_van):
    mai = person("Mai", ta_van, "cong_chuc")
    rare_phone_rows(ta_van, Account.objects.get(pk=mai.account_id))
    theirs = Item.objects.get(commune=ta_van)
    found(phone, pao, "Lý A Sở", id=theirs.pk)
    found(phone, pao, "Giàng Thị Dợ", needs=[str(theirs.pk)])
    found(phone, pao, "Vàng A Chu", replaces=str(theirs.pk))

    answer = send(phone, LATER)

    codes = ["khac_noi_dung", "cho_lenh_truoc", "cho_lenh_truoc"]
    assert [state[2] for state in answer["st"]] == codes
    assert (answer["n"], names()) == (3, [])


def test_a_household_out_of_reach_is_changed_by_nobody(phone, pao, person, ta_van):
    village = Village.objects.create(commune=ta_van, name="Tả Chải", kind="thon")
    mai = person("Mai", ta_van, "cong_chuc")
    theirs = add_household(actor=mai, village_id=village.pk, head_name="Bà Mẩy", at=MORNING)
    change(phone, pao, theirs, {"head_name": ["Bà Mẩy", "x"]})
    body = {"head_name": "x", "village": str(village.pk)}
    say(phone, pao, "residents.add_household", body, scope="xa:03037")

    send(phone, LATER)

    assert [code for _kind, _state, code in items()] == ["sai_du_lieu", "khong_quyen"]
    assert names() == ["Bà Mẩy"]


def test_a_code_of_another_commune_brings_nobody_onto_this_phone(phone, person, ta_van):
    trung = person("Trung", ta_van, "quan_tri")
    mai = person("Mai", ta_van, "cong_chuc")
    _invitation, code = invite(actor=trung, account_id=mai.account_id, at=MORNING)
    key = as_text(p256.public_of(p256.new_private()))
    said = envelope.canonical({"code": code, "person_key": key, "dev": str(phone.device)})
    signed = phone.headers("POST", "/dong-bo/ghi-danh", said)

    answer = Client().post("/dong-bo/ghi-danh", said, "application/json", headers=signed)

    assert answer.status_code in {403, 422}
    assert device_of(phone).people.count() == 1


def test_a_signature_for_one_place_opens_no_other(phone, pao):
    found(phone, pao, "Lý A Sở")
    body = phone.batch(now=MORNING)
    signed = phone.headers("POST", "/dong-bo/day", body)

    question = Client().generic("GET", "/dong-bo/biet?n=1", body, headers=signed)
    entering = Client().post("/dong-bo/vao", body, "application/gzip", headers=signed)

    assert (question.status_code, entering.status_code) == (403, 403)


def test_all_waiting_for_all_are_tried_twice_at_most(phone, pao, monkeypatch):
    tried = []
    real = running._must_wait
    monkeypatch.setattr(
        running, "_must_wait", lambda item, turn: tried.append(item.pk) or real(item, turn)
    )
    keys = [str(new_id()) for _each in range(12)]
    for place in reversed(range(12)):
        found(phone, pao, f"Hộ {place}", id=keys[place], needs=keys[:place])

    send(phone, LATER)

    assert len(names()) == 12
    assert len(tried) <= 2 * 12


def test_circles_wait_and_end(phone, pao):
    one, two = str(new_id()), str(new_id())
    found(phone, pao, "Một", id=one, needs=[two, one])
    found(phone, pao, "Hai", id=two, needs=[one])
    first, second, own = str(new_id()), str(new_id()), str(new_id())
    found(phone, pao, "", id=first, replaces=second)
    found(phone, pao, "", id=second, replaces=first)
    found(phone, pao, "Tự sửa", id=own, replaces=own)

    assert send(phone, LATER)["n"] == 5
    assert names() == ["Tự sửa"]


def test_a_correction_of_a_correction_frees_what_waited(phone, pao):
    first = found(phone, pao, "")
    found(phone, pao, "Vàng A Chu", needs=[first])
    second = found(phone, pao, "", replaces=first)
    found(phone, pao, "Lý A Sở", replaces=second)
    found(phone, pao, "Giàng Thị Dợ", needs=[first])

    send(phone, LATER)

    assert names() == ["Giàng Thị Dợ", "Lý A Sở", "Vàng A Chu"]


def test_a_correction_that_came_before_what_it_corrects_is_not_forgotten(phone, pao):
    first = str(new_id())
    found(phone, pao, "Lý A Sở", replaces=first)
    found(phone, pao, "", id=first)

    send(phone, LATER)

    assert names() == ["Lý A Sở"]


def test_a_lost_phone_does_not_make_everybody_begin_anew(phone, pao, admin, gia_phu):
    found(phone, pao, "Lý A Sở")
    send(phone, LATER)
    report_lost(actor=admin, device_id=phone.device, reason="Mất", at=LATER)
    epoch = station_of(gia_phu).epoch
    phone.epoch = new_id()

    sent(phone, SOON)

    assert station_of(gia_phu).epoch == epoch


@pytest.mark.parametrize("forged", [{"kind": 5}, {"kind": ["x"]}, {"number": 10**9}])
def test_a_cursor_the_phone_made_up_begins_anew(phone, pao, house, forged):
    puller = Puller(phone, pao)
    puller.enter()
    given = puller.ask(cursor="").json()["c"]
    said = json.loads(urlsafe_b64decode(given + "=="))

    answer = puller.ask(cursor=as_text(json.dumps({**said, **forged}).encode()))

    assert (answer.status_code, answer.json()["reset"]) == (200, ["*"])
    assert {"household", "village"} <= {row["t"] for row in answer.json()["rows"]}
