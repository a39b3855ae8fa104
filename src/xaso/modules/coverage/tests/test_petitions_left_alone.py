"""Operators that were asked are gone: those that stay decide; when none stays the petition can end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from conftest import MORNING, TODAY
from xaso.core.events.models import Event
from xaso.modules.coverage import actions
from xaso.modules.coverage.models import PlaceKind
from xaso.modules.coverage.public import voters_answer

from . import make

pytestmark = pytest.mark.django_db
HOME = "/vung-song/kien-nghi/"
NO = {"is_refusal": True, "promised_date": None, "reason": "Chưa có điện lưới"}


@pytest.fixture
def waiting(lan, mau_son):
    place = make.place(lan, mau_son, "Cụm Đầu Suối", kind=PlaceKind.CLUSTER)
    petition = make.petition(lan, place, asked=("viettel", "vinaphone"))
    return make.sent(lan, petition, TODAY - timedelta(days=20))


def gone(actor, *codes):
    for code in codes:
        actions.end_operator(actor=actor, code=code, since=TODAY, reason="Ngừng", at=MORNING)


def close(actor, petition):
    return actions.close_petition(actor=actor, petition_id=petition.pk, today=TODAY)


def test_with_everybody_asked_gone_it_is_closed_and_did_not_pass(lan, waiting, sign_in):
    day = TODAY - timedelta(days=4)
    actions.note_on_air(actor=lan, petition_id=waiting.pk, day=day, today=TODAY)
    gone(lan, "viettel", "vinaphone")
    with pytest.raises(ValidationError, match="đã thôi hoạt động, không còn gì để đo lại"):
        actions.conclude_petition(actor=lan, petition_id=waiting.pk, today=TODAY)
    browser = sign_in(lan)
    seen = browser.get(f"{HOME}{waiting.pk}/").content.decode()
    assert "Các nhà mạng được hỏi đã thôi hoạt động" in seen
    assert "Kết luận đo lại" not in seen
    assert "3 lần trong 2 ngày" not in seen
    step = browser.get(f"{HOME}{waiting.pk}/dong/").content.decode()
    assert "không tính là đạt" in step
    browser.post(f"{HOME}{waiting.pk}/dong/")

    waiting.refresh_from_db()
    assert (waiting.state, waiting.closed_date) == ("thoi_mang", TODAY)
    assert "chưa đạt" in str(voters_answer(lan.commune, waiting.pk, TODAY))
    assert waiting.code in browser.get(f"{HOME}?loc=da-dong").content.decode()
    assert waiting.code not in browser.get(HOME).content.decode()
    assert Event.objects.get(kind="coverage.petition.closed").data["state"] == "thoi_mang"


def test_one_nobody_has_answered_yet_is_closed_the_same_way(lan, waiting):
    gone(lan, "viettel")
    with pytest.raises(ValidationError, match="Chỉ đóng được"):
        close(lan, waiting)
    gone(lan, "vinaphone")

    assert close(lan, waiting).state == "thoi_mang"
    with pytest.raises(ValidationError, match="Chỉ đóng được"):
        close(lan, waiting)


def test_a_draft_is_dropped_not_closed(lan, waiting):
    (row,) = waiting.places.select_related("place")
    draft = make.petition(lan, row.place)
    gone(lan, "viettel")

    with pytest.raises(ValidationError, match="Chỉ đóng được"):
        close(lan, draft)


def test_it_is_refused_when_all_that_are_still_there_have_said_no(lan, waiting):
    gone(lan, "vinaphone")
    assert make.answered(lan, waiting, **NO).state == "tu_choi"


def test_a_no_of_one_that_is_gone_does_not_speak_for_those_not_there_either(lan, waiting):
    gone(lan, "viettel", "vinaphone")
    assert make.answered(lan, waiting, **NO).state == "da_gui"


def test_a_closed_one_shows_what_it_was_concluded_by(lan, waiting, sign_in):
    day = TODAY - timedelta(days=4)
    actions.note_on_air(actor=lan, petition_id=waiting.pk, day=day, today=TODAY)
    (row,) = waiting.places.select_related("place")
    for days_ago in (0, 1, 2):
        make.survey(lan, row.place, levels={"viettel": 3, "vinaphone": 1}, days_ago=days_ago)
    actions.conclude_petition(actor=lan, petition_id=waiting.pk, today=TODAY)
    numbers = {"samples": 9, "days": 9, "pass_level": 4, "overdue": 30}
    actions.adopt_terms(actor=lan, numbers=numbers, since=TODAY, reason="Họp", at=MORNING)

    seen = sign_in(lan).get(f"{HOME}{waiting.pk}/").content.decode()
    assert "đạt, mức tốt nhất 3 – nhắn Zalo được (quy ước bản v1)" in seen
    assert "9 lần trong 9 ngày" not in seen
