"""What was promised to people is looked after, and somebody says how it ended."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError

from conftest import TODAY
from xaso.core.units.models import Village
from xaso.modules.plans.tests.browse import send
from xaso.modules.teams import actions
from xaso.modules.teams.metrics import FollowUp, followed_in_time

from . import make

pytestmark = pytest.mark.django_db
HOME = "/to-cong-nghe/theo-doi/"
TOMORROW, EARLIER = TODAY + timedelta(days=1), TODAY - timedelta(days=3)
SIM = "Nhà mạng đã làm SIM"


@pytest.fixture
def promised(lan, mau_son):
    """For tomorrow, by the operator."""
    make.team(lan, mau_son)
    return make.visit(
        lan, mau_son, "VNEID2 CHUA_XONG KHONG_SIM", follow_by="nha_mang", follow_date=TOMORROW
    )


def finished(actor, visit, **said):
    given = {"day": TODAY, "note": SIM, "at": make.NOW}
    return actions.finish_follow_up(actor=actor, visit_id=visit.pk, **{**given, **said})


def test_what_is_looked_after_once_says_when_and_how(pao, promised):
    done = finished(pao, promised)

    assert (done.followed_date, done.followed_note) == (TODAY, SIM)
    with pytest.raises(ValidationError, match="đã có người ghi"):
        finished(pao, promised)


@pytest.mark.parametrize(
    ("said", "field"),
    [({"note": " "}, "note"), ({"day": TOMORROW}, "day"), ({"day": EARLIER}, "day")],
)
def test_what_cannot_be_is_refused_at_its_field(lan, promised, said, field):
    with pytest.raises(ValidationError) as refused:
        finished(lan, promised, **said)

    assert list(refused.value.message_dict) == [field]


def test_where_nothing_was_promised_there_is_nothing_to_look_after(lan, sua, mau_son, promised):
    plain = make.visit(lan, mau_son)

    with pytest.raises(ValidationError, match="không có việc"):
        finished(lan, plain)
    with pytest.raises(ObjectDoesNotExist):
        finished(sua, promised)


def test_a_correction_keeps_what_was_looked_after_of_the_same_promise(lan, promised):
    finished(lan, promised)
    same = {"follow_by": "nha_mang", "follow_date": TOMORROW}

    kept = make.corrected(lan, promised, **same)
    other = make.corrected(lan, kept, follow_by="to", follow_date=TOMORROW)

    assert kept.followed_note == SIM
    assert other.followed_date is None


def test_a_promise_is_kept_when_it_is_done_by_its_day():
    day = date(2026, 11, 10)
    found = [
        FollowUp(day, day),
        FollowUp(day, day + timedelta(days=1)),
        FollowUp(day, None),
        FollowUp(TOMORROW, None),
    ]

    assert followed_in_time(found, TODAY) == Fraction(100, 3)
    assert followed_in_time(found[3:], TODAY) is None


def test_the_list_shows_the_nearest_first_until_somebody_says_how_it_ended(
    lan, mau_son, promised, sign_in
):
    late = make.visit(
        lan, mau_son, day=EARLIER, follow_by="to", follow_date=TODAY - timedelta(days=1)
    )
    browser = sign_in(lan)

    page = browser.get(HOME).content.decode()
    assert 0 < page.index(str(late.pk)) < page.index(str(promised.pk))
    assert str(late.pk) not in browser.get(f"{HOME}?ai=nha_mang").content.decode()

    send(browser, f"/to-cong-nghe/luot/{late.pk}/theo-doi/", note="Đã quay lại nhà")

    assert str(late.pk) not in browser.get(HOME).content.decode()
    shown = browser.get(f"/to-cong-nghe/luot/{late.pk}/").content.decode()
    assert "Đã theo dõi ngày 24/11/2026: Đã quay lại nhà" in shown


def test_people_of_a_village_look_after_their_own(lan, pao, promised, sign_in):
    away = Village.objects.create(commune=lan.commune, name="Nà Mẫu")
    make.team(lan, away)
    theirs = make.visit(lan, away, follow_by="to", follow_date=TOMORROW)

    page = sign_in(pao).get(HOME).content.decode()

    assert str(promised.pk) in page
    assert str(theirs.pk) not in page
    with pytest.raises(ObjectDoesNotExist):
        finished(pao, theirs)
