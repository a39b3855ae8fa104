"""Teams, what they hold and what villages ask for, in the search everyone uses."""

from __future__ import annotations

import re

import pytest

from xaso.core.events.deliver import deliver_all
from xaso.core.units.models import Village

from . import make

pytestmark = pytest.mark.django_db
TEAM = "Tổ công nghệ số cộng đồng thôn Mẫu Sơn"


@pytest.fixture
def found(sign_in):
    def look(actor, typed):
        deliver_all()
        page = sign_in(actor).get("/tim/", {"q": typed}).content.decode()
        return re.findall(r'<div class="item-text"><a href="([^"]*)">([^<]*)</a>', page)

    return look


@pytest.fixture
def team(lan, mau_son):
    return make.team(lan, mau_son)


@pytest.fixture
def na_mau(gia_phu):
    return Village.objects.create(commune=gia_phu, name="Nà Mẫu")


def test_a_member_is_found_as_part_of_the_team_and_no_longer_when_gone(lan, team, found):
    my = make.member(lan, team, phone="0987654321", is_phone_open=True)
    assert found(lan, "vang thi my") == [(team.get_absolute_url(), TEAM)]
    assert found(lan, "0987654321") == []

    make.edited(lan, my, full_name="Vàng Thị Mị")
    assert found(lan, "vang thi my") == []
    assert found(lan, "vàng thị mị") == [(team.get_absolute_url(), TEAM)]


def test_needs_people_to_help_and_things_are_found_and_open(lan, mau_son, sign_in, found):
    need = make.need(lan, mau_son, text="Xin lớp tiếng Giáy")
    helped = make.asked(lan, mau_son, where="nhà gần cầu treo")
    thing = make.thing(lan, name="Bộ phát 4G nhỏ", kind="bo_phat")

    for typed, row in (("tieng giay", need), ("cau treo", helped), ("BP-01", thing)):
        assert {url for url, _title in found(lan, typed)} == {row.get_absolute_url()}, typed
        assert sign_in(lan).get(row.get_absolute_url()).status_code == 200


def test_a_village_finds_its_own_alone(lan, pao, team, mau_son, na_mau, found):
    other = make.team(lan, na_mau)
    phone, others = make.thing(lan), make.thing(lan)
    make.lent(lan, phone, make.member(lan, team))
    make.lent(lan, others, make.member(lan, other, "Lù Thị Pàng"))
    make.need(lan, na_mau, text="Xin lớp tiếng Giáy")

    assert [url for url, _title in found(pao, "mau xanh")] == [phone.get_absolute_url()]
    assert found(pao, "lu thi pang") == []
    assert found(pao, "tieng giay") == []
    make.back(lan, phone)
    assert found(pao, "mau xanh") == []


def test_another_commune_finds_nothing(lan, sua, team, found):
    make.member(lan, team)

    assert found(sua, "vang thi my") == []
