"""A phone measures its own line against the commune's door: a fixed, small amount, and not too often."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from conftest import MORNING
from tests.core.sync.phones import phone_for
from xaso.field.doors import MOST_ASKED, MOST_DOWN, MOST_UP, WITHIN_S

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(person, gia_phu, pao):
    return phone_for(person("Trung", gia_phu, "quan_tri"), pao, MORNING)


def down(phone, size):
    path = f"/dong-bo/do?n={size}"
    headers = {**phone.headers("GET", path), "Accept-Encoding": "br, gzip"}
    return Client().get(path, headers=headers)


def up(phone, size):
    path, body = "/dong-bo/do", bytes(size)
    headers = phone.headers("POST", path, body)
    return Client().post(path, body, "application/octet-stream", headers=headers)


def test_as_many_bytes_come_as_were_asked_for_and_nothing_makes_them_smaller(phone):
    one, other = down(phone, 60_000), down(phone, 60_000)

    assert len(one.content) == len(other.content) == 60_000
    assert one.content != other.content
    assert "Content-Encoding" not in one
    assert (down(phone, 0).content, up(phone, 20_000).status_code) == (b"", 204)


@pytest.mark.parametrize("size", [MOST_DOWN + 1, "-1", "x"])
def test_no_more_than_a_small_amount_comes_down(phone, size):
    assert down(phone, size).json()["code"] == "qua_lon"


def test_no_more_than_a_small_amount_goes_up(phone):
    assert up(phone, MOST_UP).status_code == 204
    assert up(phone, MOST_UP + 1).json()["code"] == "qua_lon"


def test_who_asks_too_often_waits_and_others_do_not(phone, person, gia_phu, pao, clock):
    other = phone_for(person("Chi", gia_phu, "quan_tri"), pao, MORNING, "Máy khác")
    answers = [down(phone, 0).status_code for _time in range(MOST_ASKED + 1)]

    assert answers == [200] * MOST_ASKED + [429]
    assert down(other, 0).status_code == 200
    clock.shift(timedelta(seconds=WITHIN_S))
    assert down(phone, 0).status_code == 200


def test_strangers_get_nothing():
    answer = Client().get("/dong-bo/do?n=100")

    assert (answer.status_code, answer.json()["code"]) == (403, "khong_biet_may")
