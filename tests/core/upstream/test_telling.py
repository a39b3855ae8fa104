"""A village's phone hears that what it wrote down stands at the province."""

from __future__ import annotations

from datetime import timedelta

import pytest

from conftest import MORNING
from tests.core.sync.phones import device_of, phone_for, send
from xaso.core.sync.pulling import pull
from xaso.core.upstream.models import Outgoing
from xaso.core.upstream.sending import send as send_up
from xaso.modules.coverage.tests import make

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(minutes=15)


@pytest.fixture
def pao(person, gia_phu, mau_son):
    return person("Páo", gia_phu, "truong_thon", village=mau_son)


@pytest.fixture
def phone(trung, pao):
    return phone_for(trung, pao, MORNING)


@pytest.fixture
def survey(phone, pao, lan, place):
    levels = {f"level_{code}": "0" for code in make.ALL}
    body = {"place": str(place.pk), "way": "do_tai_cho", **levels}
    key = phone.save(
        str(pao.account_id),
        "coverage.add_survey",
        body,
        at=MORNING,
        scope=f"thon:{place.village_id}",
    )
    send(phone, MORNING)
    return key


def pulled(pao, phone, cursor=""):
    return pull(actor=pao, device=device_of(phone), cursor=cursor, most_bytes=8192)


def at_province(page):
    return [line[0] for line in page["st"] if line[2] == "tinh_nhan"]


def test_a_survey_behind_a_petition_is_told_to_its_phone_once(
    link, line, lan, place, pao, phone, survey
):
    before = pulled(pao, phone)
    make.sent(lan, make.petition(lan, place))
    send_up(link.commune, LATER, line)

    after = pulled(pao, phone, before["c"])
    then = pulled(pao, phone, after["c"])

    assert at_province(before) == []
    assert at_province(after) == [survey]
    assert after["st"][0][1] == "ap_dung"
    assert at_province(then) == []


def test_a_phone_that_begins_anew_is_told_again(link, line, lan, place, pao, phone, survey):
    make.sent(lan, make.petition(lan, place))
    send_up(link.commune, LATER, line)

    assert at_province(pulled(pao, phone)) == [survey]


def test_what_the_province_has_not_received_is_not_told(
    link, line, lan, place, pao, phone, survey
):
    make.sent(lan, make.petition(lan, place))
    line.fate = "request_lost"
    send_up(link.commune, LATER, line)

    assert at_province(pulled(pao, phone)) == []


def test_the_event_names_what_it_rests_on_by_its_hash_alone(link, line, lan, place, phone, survey):
    make.sent(lan, make.petition(lan, place))
    send_up(link.commune, LATER, line)

    body = Outgoing.objects.get().content["body"]
    assert body["src"] == [phone.kept[0].content_hash.hex()]
