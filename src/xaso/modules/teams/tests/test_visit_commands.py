"""Visits written where there is no line, sent in the evening."""

from __future__ import annotations

import hashlib

import pytest

from conftest import MORNING
from tests.core.sync.phones import LATER, device_of, phone_for, send, sent
from xaso.core.events.models import Event
from xaso.core.sync.attachments import take_piece
from xaso.core.sync.models import Item
from xaso.modules.teams import actions
from xaso.modules.teams.models import Visit, VisitPhoto, VisitState

from . import make

pytestmark = pytest.mark.django_db
WRITTEN = {
    "day": "2026-11-24", "part": "sang", "place": "NHA", "female": 1, "male": 1, "from_60": 2,
    "service_1": "VNEID2", "outcome_1": "CHUA_XONG", "reason_1": "KHONG_SIM",
    "typed_by": "cung_lam", "language": "hmn", "minutes": 20,
    "follow_by": "nha_mang", "follow_date": "2026-12-01",
}  # fmt: skip


@pytest.fixture
def team(lan, mau_son):
    return make.team(lan, mau_son)


@pytest.fixture
def phone(person, gia_phu, pao, team):
    admin = person("Trung", gia_phu, "quan_tri")
    return phone_for(admin, pao, MORNING)


def wrote(phone, pao, mau_son, *, replaces=None, **changes):
    body = {**WRITTEN, "village": str(mau_son.pk), **changes}
    more = {"replaces": replaces} if replaces else {}
    return phone.save(
        str(pao.account_id),
        "teams.add_visit",
        body,
        at=MORNING,
        scope=f"thon:{mau_son.pk}",
        **more,
    )


def test_a_visit_of_the_road_is_the_visit_of_the_page(phone, pao, mau_son, team):
    key = wrote(phone, pao, mau_son)

    answer = send(phone, LATER)

    assert answer["st"] == []
    visit = Visit.objects.get(pk=key)
    assert (visit.team, visit.people, visit.from_60, visit.minutes) == (team, 2, 2, 20)
    assert (visit.source, visit.by_id, visit.at) == ("may", pao.account_id, MORNING)
    assert [line.reason for line in visit.lines.all()] == ["KHONG_SIM"]


@pytest.mark.parametrize(
    ("changes", "field", "text"),
    [
        ({"reason_1": ""}, "reason_1", "thì phải chọn lý do"),
        ({"service_1": "BAY_LEN"}, "service_1", ""),
        ({"service_1": "", "outcome_1": "", "reason_1": ""}, "service_1", "ít nhất một nội dung"),
        ({"from_60": 9}, "under_15", "nhiều hơn số người"),
        ({"day": "2026-12-30"}, "day", "chưa đến"),
        ({"male": "hai"}, "male", ""),
        ({"household": "H99999"}, "household", "không có hộ"),
    ],
)
def test_a_refusal_names_the_box_and_says_why(phone, pao, mau_son, changes, field, text):
    wrote(phone, pao, mau_son, **changes)
    key = wrote(phone, pao, mau_son)

    answer = send(phone, LATER)

    ((_id, state, code, at, said),) = answer["st"]
    assert (state, code, at) == ("tu_choi", "sai_du_lieu", field)
    assert text in said
    assert [str(visit.pk) for visit in Visit.objects.all()] == [key]


def test_sent_twice_is_written_once(phone, pao, mau_son):
    wrote(phone, pao, mau_son)
    sent(phone, LATER)

    assert send(phone, LATER)["st"] == []

    assert Visit.objects.count() == 1
    assert Event.objects.filter(kind="teams.visit.added").count() == 1


def test_a_correction_from_the_phone_keeps_what_was(phone, pao, mau_son):
    first = wrote(phone, pao, mau_son)
    send(phone, LATER)
    second = wrote(phone, pao, mau_son, replaces=first, outcome_1="XONG", reason_1="")

    assert send(phone, LATER)["st"] == []

    visit = Visit.objects.get(pk=second)
    assert str(visit.replaces_id) == first
    assert [line.outcome for line in visit.lines.all()] == ["XONG"]
    assert Visit.objects.get(pk=first).state == VisitState.CORRECTED


def test_a_refused_visit_is_put_right_by_writing_it_again(phone, pao, mau_son):
    first = wrote(phone, pao, mau_son, reason_1="")
    send(phone, LATER)
    wrote(phone, pao, mau_son, replaces=first)
    send(phone, LATER)

    visit = Visit.objects.get()
    assert (visit.counts, visit.replaces) == (True, None)
    assert Item.objects.get(pk=first).code == "da_bo"


def test_what_the_office_has_put_right_meanwhile_is_not_overwritten(lan, phone, pao, mau_son):
    first = wrote(phone, pao, mau_son)
    send(phone, LATER)
    make.corrected(lan, Visit.objects.get(pk=first), "VNEID2 XONG")
    wrote(phone, pao, mau_son, replaces=first)

    ((_id, state, _code, _field, text),) = send(phone, LATER)["st"]

    assert state == "tu_choi"
    assert "đã có người sửa" in text
    assert Visit.objects.get(state=VisitState.COUNTS).by_id == lan.account_id


def test_photos_come_after_the_visit_and_two_are_the_most(phone, pao, mau_son):
    photo = make.photo()
    sha = hashlib.sha256(photo).hexdigest()
    named = {"sha256": sha, "size": len(photo), "type": "image/jpeg"}
    others = [{**named, "sha256": f"{n}" * 64} for n in range(3)]
    too_many = wrote(phone, pao, mau_son, anh=others)
    key = wrote(phone, pao, mau_son, anh=[named])

    told = {row[0]: row[2:] for row in send(phone, LATER)["st"]}

    assert told[too_many] == ["sai_du_lieu", "", "Mỗi phiếu nhiều nhất 2 ảnh."]
    assert told[key][0] == "thieu_anh"
    take_piece(device=device_of(phone), sha256=sha, offset=0, piece=photo, at=LATER)
    assert str(VisitPhoto.objects.get().visit_id) == key


def test_a_code_of_the_commune_reaches_the_phone_and_is_taken_from_it(lan, phone, pao, mau_son):
    code = actions.add_code(
        actor=lan, which="noi_dung", label="Cài loa thông minh", first_date=MORNING.date()
    )
    wrote(phone, pao, mau_son, service_1=code.code)

    assert send(phone, LATER)["st"] == []
