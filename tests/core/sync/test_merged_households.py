"""Páo's phone still names households the office has merged or closed since: nothing it says is lost."""

from __future__ import annotations

import pytest
from django.core.exceptions import ObjectDoesNotExist

from conftest import MORNING
from tests.core.sync.phones import LATER, device_of, found, items, send
from xaso.core.residents.actions import (
    add_household,
    close_household,
    merge_households,
    reopen_household,
)
from xaso.core.residents.models import Household
from xaso.core.residents.queries import household_of
from xaso.core.sync.deciding import take_held
from xaso.core.sync.models import ClashCase, Item
from xaso.core.sync.pulling import pull
from xaso.core.units.models import Village
from xaso.modules.campaigns.models import Checkpoint, Mode
from xaso.modules.campaigns.tests import make as drives
from xaso.modules.teams.models import Visit
from xaso.modules.teams.tests import make as teams
from xaso.modules.teams.tests.test_visit_commands import wrote

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan(person, gia_phu):
    return person("Lan", gia_phu, "cong_chuc")


def house(lan, village, name="Bà Sủ", **facts):
    return add_household(actor=lan, village_id=village.pk, head_name=name, at=MORNING, **facts)


def merged(lan, kept, *others):
    for other in others:
        merge_households(actor=lan, household_id=kept.pk, other_code=other.code, at=MORNING)
        kept.refresh_from_db()


def change(phone, pao, home, **pairs):
    body = {"household": str(home), "set": {name: list(pair) for name, pair in pairs.items()}}
    return phone.save(str(pao.account_id), "residents.set_household", body, at=MORNING)


def test_a_chain_of_merges_leads_to_its_end_and_never_out_of_reach(lan, pao, mau_son, gia_phu):
    first, second, third = (house(lan, mau_son) for _number in range(3))
    merged(lan, second, first)
    merged(lan, third, second)
    assert household_of(pao, first.pk) == third

    na_mau = Village.objects.create(commune=gia_phu, name="Nà Mẫu")
    merged(lan, house(lan, na_mau), third)
    with pytest.raises(ObjectDoesNotExist):
        household_of(pao, first.pk)


def test_what_a_phone_puts_right_goes_to_the_household_that_stands(phone, pao, lan, mau_son):
    double, kept = house(lan, mau_son, members_count=4), house(lan, mau_son, members_count=4)
    merged(lan, kept, double)
    change(phone, pao, double.pk, members_count=(4, 6))

    assert send(phone, LATER)["st"] == []
    kept.refresh_from_db()
    assert kept.members_count == 6


def test_what_stands_otherwise_there_becomes_a_case_a_person_decides(phone, pao, lan, mau_son):
    double, kept = house(lan, mau_son, members_count=4), house(lan, mau_son, members_count=5)
    merged(lan, kept, double)
    change(phone, pao, double.pk, members_count=(4, 6))
    send(phone, LATER)

    assert ClashCase.objects.get().texts.get().value == 6
    assert Household.objects.get(pk=kept.pk).members_count == 5


def test_a_visit_to_a_household_made_on_the_phone_counts_for_the_one_it_was_merged_into(
    phone, pao, lan, mau_son
):
    teams.team(lan, mau_son)
    key = found(phone, pao, "Bà Sủ")
    send(phone, LATER)
    kept = house(lan, mau_son)
    merged(lan, kept, Household.objects.get(pk=key))
    visit = wrote(phone, pao, mau_son, household=str(key))

    assert send(phone, LATER)["st"] == []
    assert Visit.objects.get(pk=visit).household == kept


def test_a_tick_goes_to_the_line_of_the_household_that_stands(phone, pao, lan, mau_son):
    drives.households(lan, mau_son, 2)
    drive = drives.opened(lan, {mau_son: 2}, mode=Mode.LIST)
    away, stays = drives.item(drive, mau_son, 1), drives.item(drive, mau_son, 2)
    merged(lan, stays.household, away.household)
    body = {"item_id": str(away.pk), "result": "xong", "reason": ""}
    phone.save(str(pao.account_id), "campaigns.tick", body, at=MORNING, scope=f"thon:{mau_son.pk}")

    assert send(phone, LATER)["st"] == []
    assert Checkpoint.objects.get().item == stays


def test_a_closed_household_waits_for_the_office_with_the_reason(phone, pao, lan, mau_son):
    gone = house(lan, mau_son, members_count=4)
    close_household(actor=lan, household_id=gone.pk, reason="chuyen_di", at=MORNING)
    change(phone, pao, gone.pk, members_count=(4, 6))
    answer = send(phone, LATER)
    assert [code for _kind, _state, code in items()] == ["cho_duyet"]
    assert "đã đóng: đã chuyển đi nơi khác" in answer["st"][0][4]

    reopen_household(actor=lan, household_id=gone.pk)
    take_held(actor=lan, item_id=Item.objects.get().pk, at=LATER)

    gone.refresh_from_db()
    assert gone.members_count == 6


def test_one_that_is_no_longer_in_the_list_at_all_is_sent_back_in_plain_words(
    phone, pao, lan, mau_son
):
    gone = house(lan, mau_son)
    change(phone, pao, gone.pk, members_count=(None, 6))
    Household.objects.filter(pk=gone.pk).delete()

    answer = send(phone, LATER)
    assert [state for _kind, state, _code in items()] == ["tu_choi"]
    assert "không còn trong danh sách" in answer["st"][0][4]


def test_the_phone_lets_go_of_the_household_that_was_merged(phone, pao, lan, mau_son):
    double, kept = house(lan, mau_son), house(lan, mau_son)

    def told(cursor=""):
        return pull(actor=pao, device=device_of(phone), cursor=cursor, most_bytes=64_000)

    cursor = told()["c"]
    merged(lan, kept, double)
    rows = {row["id"]: row.get("gone", False) for row in told(cursor)["rows"]}

    assert rows == {str(kept.pk): False, str(double.pk): True}
