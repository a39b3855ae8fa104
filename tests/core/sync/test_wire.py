"""The line itself: a phone joins, sends and asks over HTTP; strangers are told nothing."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client

from conftest import MORNING
from tests.core.sync.phones import found, phone_for
from xaso.core.residents.models import Household
from xaso.core.sync.actions import invite
from xaso.core.sync.models import Device
from xaso.drills.phone import Phone, read_answer
from xaso.lib import p256
from xaso.lib.base64url import as_text, from_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def line():
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def code(admin, pao):
    return invite(actor=admin, account_id=pao.account_id, at=MORNING)[1]


def join(line, code, **more):
    key, own = p256.new_private(), p256.new_private()
    said = {
        "code": code,
        "key": as_text(p256.public_of(key)),
        "person_key": as_text(p256.public_of(own)),
        "label": "Máy của Páo",
        **more,
    }
    answer = line.post("/dong-bo/ghi-danh", said, content_type="application/json")
    return answer, key, own


@pytest.fixture
def joined(line, code):
    answer, key, own = join(line, code)
    welcome = answer.json()
    person = welcome["person"]["id"]
    return Phone(welcome["dev"], key, {person: own}, from_text(welcome["server_key"]))


@pytest.fixture
def phone(joined):
    from uuid import UUID

    joined.device = UUID(joined.device)
    return joined


def push(line, phone, body=None, **headers):
    body = phone.batch(now=MORNING) if body is None else body
    signed = {**phone.headers("POST", "/dong-bo/day", body), **headers}
    return line.post("/dong-bo/day", body, content_type="application/gzip", headers=signed)


def ask(line, phone, number, headers=None):
    path = f"/dong-bo/biet?dev={phone.device}&n={number}"
    return line.get(path, headers=headers or phone.headers("GET", path))


def test_a_phone_joins_sends_and_is_answered(line, phone, pao):
    found(phone, pao, "Lý A Sở")

    answer = push(line, phone)

    assert answer.status_code == 200
    assert phone.take(read_answer(answer.content))
    assert Household.objects.get().head_name == "Lý A Sở"
    assert phone.take(ask(line, phone, 1).json())


def test_the_question_costs_little(line, phone, pao):
    found(phone, pao, "Lý A Sở")
    push(line, phone)

    assert len(ask(line, phone, 1).content) < 400


def test_a_code_nobody_gave_out_joins_nobody(line, code):
    answer, *_ = join(line, "x" * 20)

    assert (answer.status_code, answer.json()["code"]) == (403, "ma_sai")
    assert not Device.objects.exists()


def test_a_code_of_yesterday_says_what_to_do(line, code, clock):
    clock.move_to(MORNING + timedelta(minutes=11))

    answer, *_ = join(line, code)

    assert answer.status_code == 422
    assert "Xin mã mới" in answer.json()["text"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Xaso-Chu-Ky": "x"},
        {"Xaso-Chu-Ky": ""},
        {"Xaso-May": "0193a5c0-0000-7000-8000-00000000d001"},
        {"Xaso-May": "không phải mã"},
    ],
)
def test_a_stranger_is_told_nothing(line, phone, pao, headers):
    found(phone, pao, "Lý A Sở")

    answer = push(line, phone, **headers)

    assert (answer.status_code, answer.json()["code"]) == (403, "khong_biet_may")
    assert not Household.objects.exists()


def test_a_signature_for_something_else_is_none(line, phone):
    other = phone.headers("GET", "/dong-bo/biet?n=1")

    assert ask(line, phone, 1, other).status_code == 403


@pytest.mark.parametrize("body", [b"", b"x", b"\x1f\x8b", b"{}"])
def test_a_body_that_is_no_batch_is_said_to_be_broken(line, phone, body):
    answer = push(line, phone, body or b" ")

    assert (answer.status_code, answer.json()["code"]) == (400, "hong")


def test_a_batch_that_swells_is_refused(line, phone):
    import gzip

    assert push(line, phone, gzip.compress(b"[" + b"0," * 5_000_000 + b"0]")).status_code == 400


def test_too_large_a_body_is_to_be_halved(line, phone):
    assert push(line, phone, b"x" * 600_000).status_code == 413


@pytest.mark.parametrize("number", ["", "-1", "1.5", "x", "1" * 16, "١"])
def test_a_question_without_a_number_is_broken(line, phone, number):
    path = f"/dong-bo/biet?dev={phone.device}&n={number}"

    assert ask(line, phone, number).status_code in {400, 403}
    assert path


def test_another_device_cannot_send_for_this_one(line, phone, admin, pao, sua):
    found(phone, pao, "Lý A Sở")
    other = phone_for(admin, sua, MORNING)
    body = phone.batch(now=MORNING)

    answer = push(line, phone, body, **other.headers("POST", "/dong-bo/day", body))

    assert answer.status_code == 400
    assert not Household.objects.exists()


@pytest.mark.parametrize(
    ("said", "status"),
    [("database is locked", 503), ("database or disk is full", 507)],
)
def test_a_busy_or_full_machine_says_so_and_keeps_nothing_half(
    line, phone, pao, monkeypatch, said, status
):
    from xaso.field import wire

    found(phone, pao, "Lý A Sở")

    def broken(**_given):
        raise OperationalError(said)

    monkeypatch.setattr(wire, "receive", broken)

    answer = push(line, phone)

    assert answer.status_code == status
    assert ("Retry-After" in answer) == (status == 503)
    assert json.loads(answer.content)["code"] in {"ban", "het_cho"}
