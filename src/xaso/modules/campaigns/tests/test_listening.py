"""What somebody of the place has spoken for a drive comes to the phones of its villages, and leaves with it."""

from __future__ import annotations

import pytest
from django.test import Client

from conftest import MORNING
from tests.core.sync.phones import device_of, phone_for
from xaso.core.sync.entering import enter
from xaso.core.sync.lending import MOST_BYTES
from xaso.core.sync.pulling import pull
from xaso.lib import p256
from xaso.modules.campaigns import actions

from . import make

pytestmark = pytest.mark.django_db
OGG = b"OggS\x00\x02" + bytes(22) + b"OpusHead" + bytes(60)


@pytest.fixture
def phone(person, gia_phu, pao):
    return phone_for(person("Trung", gia_phu, "quan_tri"), pao, MORNING)


@pytest.fixture
def drive(lan, mau_son):
    return make.opened(lan, {mau_son: 5})


def spoken(lan, drive, content=OGG, language="hmn"):
    return actions.add_recording(
        actor=lan, campaign_id=drive.pk, language=language, title="Bước 1", name="buoc-1.ogg",
        content=content, at=MORNING,
    )  # fmt: skip


def told(pao, phone, cursor=""):
    page = pull(actor=pao, device=device_of(phone), cursor=cursor, most_bytes=64_000)
    return [row for row in page["rows"] if row["t"] == "campaign"], page["c"]


def heard(pao, phone, sha256):
    path = f"/dong-bo/nghe/{sha256}"
    now = round(MORNING.timestamp() * 1000)
    own = phone.people[str(pao.account_id)]
    said = b"xaso-vao" + phone.device.bytes + now.to_bytes(8, "big")
    token, _until = enter(
        device=device_of(phone), account_id=pao.account_id, now_ms=now,
        signature=p256.sign(own, said), at=MORNING,
    )  # fmt: skip
    headers = {**phone.headers("GET", path), "Xaso-Nguoi": token}
    answer = Client().get(path, headers=headers)
    given = b"".join(answer.streaming_content) if answer.streaming else b""
    return answer.status_code, given, answer["Content-Type"]


NOT_GIVEN = (404, b"", "application/json")


def test_the_phone_is_told_of_it_at_once_and_takes_the_very_bytes(pao, phone, lan, drive):
    _rows, cursor = told(pao, phone)
    recording = spoken(lan, drive)

    (row,), cursor = told(pao, phone, cursor)
    answer = heard(pao, phone, recording.file.sha256)
    actions.drop_recording(actor=lan, recording_id=recording.pk)
    (after,), _cursor = told(pao, phone, cursor)

    assert row["sounds"] == [
        {"sha256": recording.file.sha256, "size": len(OGG), "type": "audio/ogg",
         "language": "hmn", "title": "Bước 1"},
    ]  # fmt: skip
    assert answer == (200, OGG, "audio/ogg")
    assert after["sounds"] == []
    assert heard(pao, phone, recording.file.sha256) == NOT_GIVEN


def test_a_long_one_stays_at_the_desk(pao, phone, lan, drive):
    recording = spoken(lan, drive, OGG + bytes(MOST_BYTES))

    (row,), _cursor = told(pao, phone)

    assert row["sounds"] == []
    assert heard(pao, phone, recording.file.sha256) == NOT_GIVEN


def test_it_is_for_the_villages_of_the_drive_while_it_goes_on(
    pao, phone, lan, gia_phu, drive, mau_son
):
    (other,) = make.villages(gia_phu, "Nà Mẫu")
    elsewhere = spoken(lan, make.opened(lan, {other: 5}), OGG + b"1")
    here = spoken(lan, drive, OGG + b"2")

    before, _given, _kind = heard(pao, phone, here.file.sha256)
    actions.lock_campaign(actor=lan, campaign_id=drive.pk, at=MORNING)

    assert before == 200
    assert heard(pao, phone, elsewhere.file.sha256) == NOT_GIVEN
    assert heard(pao, phone, here.file.sha256) == NOT_GIVEN


def test_without_the_person_s_own_word_nothing_is_given(pao, phone, lan, drive):
    path = f"/dong-bo/nghe/{spoken(lan, drive).file.sha256}"

    no_person = Client().get(path, headers=phone.headers("GET", path))
    no_phone = Client().get(path)

    assert (no_person.status_code, no_person.json()["code"]) == (401, "het_han")
    assert (no_phone.status_code, no_phone.json()["code"]) == (403, "khong_biet_may")
