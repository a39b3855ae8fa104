"""A few words of the office come to the phones of a village or of one person; who has read them is seen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError

from conftest import MORNING, TODAY
from tests.core.sync.phones import LATER, device_of, items, phone_for, send
from xaso.core.phone_notes import actions
from xaso.core.phone_notes.models import PhoneNote, PhoneNoteReading
from xaso.core.phone_notes.queries import readers_of
from xaso.core.rights.actor import system_actor
from xaso.core.sync.pulling import pull
from xaso.core.units.models import Village
from xaso.modules.plans.tests.browse import send as send_form

pytestmark = pytest.mark.django_db
OGG = b"OggS\x00\x02" + bytes(22) + b"OpusHead" + bytes(60)


@pytest.fixture
def phone(person, gia_phu, pao):
    return phone_for(person("Trung", gia_phu, "quan_tri"), pao, MORNING)


def written(lan, **more):
    given = {"text": "Mai họp ở nhà văn hóa", "to_date": TODAY + timedelta(days=3), "at": MORNING}
    return actions.send_note(actor=lan, **{**given, **more})


def told(pao, phone, cursor=""):
    page = pull(actor=pao, device=device_of(phone), cursor=cursor, most_bytes=64_000)
    return [row for row in page["rows"] if row["t"] == "phone_note"], page["c"]


def says_read(phone, pao, note):
    body, scope = {"note": str(note.pk)}, f"thon:{next(iter(pao.village_ids))}"
    phone.save(str(pao.account_id), "phone_notes.read", body, at=MORNING, scope=scope)
    send(phone, LATER)


def test_it_comes_to_the_phone_and_that_it_was_read_comes_back_once(phone, pao, lan, mau_son):
    _none, cursor = told(pao, phone)
    note = written(lan, village_id=mau_son.pk, recording=OGG, language="hmn")
    (fresh,), cursor = told(pao, phone, cursor)
    before = [reading for _account, reading in readers_of(note, TODAY)]
    says_read(phone, pao, note)
    says_read(phone, pao, note)
    (known,), _cursor = told(pao, phone, cursor)

    assert (fresh["text"], fresh["by"], fresh["is_read"]) == (note.text, "Lan", False)
    assert [each["language"] for each in fresh["sounds"]] == ["hmn"]
    assert known["is_read"] is True
    assert before == [None]
    assert [(a.full_name, r.read_at) for a, r in readers_of(note, TODAY)] == [("Páo", MORNING)]
    assert items() == [("phone_notes.read", "ap_dung", "ok")] * 2


def test_what_is_for_others_is_nobody_s(phone, pao, lan, minh, gia_phu):
    other = Village.objects.create(commune=gia_phu, name="Nà Mẫu")
    elsewhere = written(lan, village_id=other.pk)
    written(lan, account_id=minh.account_id)
    mine = written(lan, account_id=pao.account_id)

    rows, _cursor = told(pao, phone)
    says_read(phone, pao, elsewhere)

    assert [row["id"] for row in rows] == [str(mine.pk)]
    assert not PhoneNoteReading.objects.exists()
    assert {state for _kind, state, _code in items()} == {"tu_choi"}
    with pytest.raises(ObjectDoesNotExist):
        actions.read_note(actor=pao, note_id=elsewhere.pk, at=MORNING)


def test_taken_back_or_over_it_leaves_the_phone(phone, pao, lan, gia_phu, mau_son):
    one, other = written(lan, village_id=mau_son.pk), written(lan, village_id=mau_son.pk)
    _rows, cursor = told(pao, phone)
    actions.end_note(actor=lan, note_id=one.pk, at=MORNING)
    gone, cursor = told(pao, phone, cursor)
    office, last_day = system_actor(gia_phu), MORNING + timedelta(days=3)
    early = actions.end_old_notes(actor=office, at=last_day)
    late = actions.end_old_notes(actor=office, at=last_day + timedelta(days=1))
    over, _cursor = told(pao, phone, cursor)

    assert (early, late) == (0, 1)
    assert [(row["id"], row["gone"]) for row in gone + over] == [
        (str(one.pk), True), (str(other.pk), True),
    ]  # fmt: skip
    with pytest.raises(ValidationError, match="đã gỡ"):
        actions.end_note(actor=lan, note_id=one.pk, at=MORNING)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"to_date": TODAY - timedelta(days=1)}, "từ hôm nay"),
        ({"to_date": TODAY + timedelta(days=91)}, "90 ngày"),
        ({"village_id": None}, "một thôn, hoặc một người"),
        ({"recording": OGG + bytes(150_000), "language": "hmn"}, "150 kB"),
        ({"recording": OGG}, "tiếng nói"),
        ({"recording": b"<html>", "language": "hmn"}, "âm thanh"),
    ],
    ids=["over", "too long", "for nobody", "large", "no language", "no sound"],
)
def test_what_does_not_fit_is_refused(lan, mau_son, more, told):
    with pytest.raises(ValidationError, match=told):
        written(lan, **{"village_id": mau_son.pk, **more})


def test_the_office_writes_it_sees_who_has_read_and_takes_it_back(sign_in, lan, pao, mau_son):
    page = sign_in(lan)
    said = {"whom": f"thon:{mau_son.pk}", "text": "Mai họp", "to_date": "30/11/2026"}

    wrote = send_form(page, "/may/tin/viet/", **said)
    note = PhoneNote.objects.get()
    shown = page.get(note.get_absolute_url()).content.decode()
    ended = send_form(page, f"{note.get_absolute_url()}go/")

    assert (wrote.status_code, ended.status_code) == (302, 302)
    assert ("Đã đọc 0/1" in shown, "Páo" in shown, "Mai họp" in shown) == (True, True, True)
    note.refresh_from_db()
    assert note.ended_at is not None
    listed = page.get("/may/tin/").content.decode()
    assert "Đã gỡ khỏi máy" in listed
