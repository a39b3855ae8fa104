"""What a phone sends about the signal: taken, refused with the place of the fault, sent twice, put right."""

from __future__ import annotations

import gzip
from datetime import timedelta

import pytest

from conftest import MORNING
from tests.core.sync.phones import LATER, items, phone_for, send, sent
from xaso.core.sync.models import Item
from xaso.core.units.models import Village
from xaso.modules.coverage.models import Place, Sample

from . import make

pytestmark = pytest.mark.django_db
FULL = {"level_viettel": "3", "technology_viettel": "4g", "dbm_viettel": "-97", "level_vinaphone": "0",
        "level_mobifone": "1", "level_vietnamobile": "0"}  # fmt: skip


@pytest.fixture
def trung(person, gia_phu):
    return person("Trung", gia_phu, "quan_tri")


@pytest.fixture
def centre(lan, mau_son):
    return make.place(lan, mau_son)


@pytest.fixture
def phone(trung, pao):
    return phone_for(trung, pao, MORNING)


def measured(phone, pao, place, at=MORNING, replaces=None, **body):
    village = next(iter(pao.village_ids))
    more = {"replaces": str(replaces)} if replaces else {}
    return phone.save(
        str(pao.account_id),
        "coverage.add_survey",
        {"place": str(place.pk), "way": "do_tai_cho", **body},
        at=at,
        scope=f"thon:{village}",
        **more,
    )


def told():
    item = Item.objects.get()
    return item.state, item.code, item.field, item.text


def test_a_survey_made_without_a_line_is_dated_by_its_own_hour(phone, pao, centre):
    event = measured(phone, pao, centre, **FULL)
    send(phone, LATER)

    rows = {row.operator: row for row in Sample.objects.filter(survey_id=event)}
    assert {name: row.level for name, row in rows.items()} == {
        "viettel": 3, "vinaphone": 0, "mobifone": 1, "vietnamobile": 0,
    }  # fmt: skip
    viettel = rows["viettel"]
    assert (viettel.strength_dbm, viettel.technology, viettel.day_part) == (-97, "4g", "sang")
    assert viettel.measured_at == MORNING
    assert viettel.by_id == pao.account_id


def test_sent_twice_it_is_there_once(phone, pao, centre):
    measured(phone, pao, centre, **FULL)
    sent(phone, LATER)
    send(phone, LATER + timedelta(minutes=1))

    assert Sample.objects.count() == len(make.ALL)
    assert items() == [("coverage.add_survey", "ap_dung", "ok")]


@pytest.mark.parametrize(
    ("body", "field", "said"),
    [
        ({}, "", "ít nhất một nhà mạng"),
        ({"level_viettel": "7"}, "level_viettel", ""),
        ({"level_viettel": "3", "dbm_viettel": "97"}, "dbm_viettel", "dấu trừ"),
        ({"level_viettel": "3", "dbm_viettel": "-150"}, "dbm_viettel", "-140 đến -30"),
        ({"dbm_viettel": "-97"}, "level_viettel", "chọn cả mức"),
        ({"level_gmobile": "3"}, "", "Chưa có nhà mạng"),
    ],
)
def test_a_survey_that_cannot_be_comes_back_with_the_reason(phone, pao, centre, body, field, said):
    measured(phone, pao, centre, **body)
    send(phone, LATER)

    state, code, where, text = told()
    assert (state, code) == ("tu_choi", "sai_du_lieu")
    assert where == field
    assert said in text
    assert not Sample.objects.exists()


def test_a_place_of_another_village_is_not_there(phone, pao, lan, gia_phu):
    there = make.place(lan, Village.objects.create(commune=gia_phu, name="Nà Mẫu"))
    measured(phone, pao, there, **FULL)
    send(phone, LATER)

    assert told()[0] == "tu_choi"
    assert not Sample.objects.exists()


def test_a_correction_replaces_what_the_phone_sent_before(phone, pao, centre):
    first = measured(phone, pao, centre, **FULL)
    measured(phone, pao, centre, replaces=first, level_viettel="2")
    send(phone, LATER)

    standing = Sample.objects.filter(replaced_by=None, level__isnull=False)
    assert [(row.operator, row.level) for row in standing] == [("viettel", 2)]
    assert Sample.objects.count() == 2 * len(make.ALL)


def test_a_place_found_on_the_way_carries_the_surveys_made_there(phone, pao, mau_son):
    body = {"kind": "hung_song", "name": "Đầu dốc", "village": str(mau_son.pk), "has_power": "no",
            "is_hard": "yes"}  # fmt: skip
    event = phone.save(
        str(pao.account_id), "coverage.add_place", body, at=MORNING, scope=f"thon:{mau_son.pk}"
    )
    place = Place(pk=event)
    measured(phone, pao, place, level_viettel="1")
    send(phone, LATER)

    assert items() == [("coverage.add_place", "ap_dung", "ok"),
                       ("coverage.add_survey", "ap_dung", "ok")]  # fmt: skip
    assert Place.objects.get().name == "Đầu dốc"
    assert Sample.objects.get().place_id == Place.objects.get().pk


def test_a_place_without_power_and_hardship_said_is_refused(phone, pao, mau_son):
    body = {"kind": "cum", "name": "Cụm trên", "village": str(mau_son.pk), "is_hard": "yes"}
    phone.save(
        str(pao.account_id), "coverage.add_place", body, at=MORNING, scope=f"thon:{mau_son.pk}"
    )
    send(phone, LATER)

    assert told()[:3] == ("tu_choi", "sai_du_lieu", "has_power")


def test_a_hundred_answers_fit_into_a_short_message(phone, pao, centre):
    """Acceptance: at most 15 kB for a hundred samples."""
    for number in range(25):
        measured(phone, pao, centre, at=MORNING + timedelta(minutes=number), **FULL)
    body = phone.batch(now=LATER)

    assert len(body) < 15_000
    assert len(gzip.decompress(body)) < 60_000
    send(phone, LATER)
    assert Sample.objects.count() == 25 * len(make.ALL)


PROBE = {"probe_operator": "viettel", "probe_down_kbps": 900, "probe_up_kbps": 200,
         "probe_round_trip_ms": 80, "probe_lost_percent": 20}  # fmt: skip


def test_what_the_phone_measured_itself_stands_beside_the_level_and_stays_when_it_is_put_right(
    phone, pao, lan, sign_in, centre
):
    first = measured(phone, pao, centre, **FULL, **PROBE)
    send(phone, LATER)
    measured(phone, pao, centre, replaces=first, **{**FULL, "level_viettel": "2"})
    send(phone, LATER)

    rows = Sample.objects.filter(operator="viettel", replaced_by=None)
    assert [(row.level, row.down_kbps, row.up_kbps, row.round_trip_ms, row.lost_percent)
            for row in rows] == [(2, 900, 200, 80, 20)]  # fmt: skip
    assert not Sample.objects.exclude(operator="viettel").exclude(down_kbps=None).exists()
    shown = sign_in(lan).get(centre.get_absolute_url()).content.decode()
    assert "đo thử: tải về 900 kbit/s, gửi lên 200 kbit/s, trễ 80 ms, mất 20 %" in shown


def test_a_probe_of_an_operator_nobody_was_asked_about_is_sent_back(phone, pao, centre):
    measured(phone, pao, centre, level_vinaphone="1", **PROBE)
    send(phone, LATER)

    assert "cả mức sóng" in told()[3]
