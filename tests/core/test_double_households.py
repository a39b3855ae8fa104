"""A household a phone wrote down that stood in the list already: seen, merged, parted again."""

from __future__ import annotations

import pytest

from conftest import MORNING
from xaso.core.residents import actions
from xaso.core.residents.doubles import likely_doubles
from xaso.core.residents.models import Household
from xaso.core.units.models import Village
from xaso.modules.plans.tests.browse import follow, send

pytestmark = pytest.mark.django_db
DOUBLES = "/ho-dan/ghi-trung/"


@pytest.fixture
def house(lan, mau_son):
    def make(name="Giàng A Páo", village=mau_son, **facts):
        return actions.add_household(
            actor=lan, village_id=village.pk, head_name=name, at=MORNING, **facts
        )

    return make


@pytest.fixture
def na_mau(gia_phu):
    return Village.objects.create(commune=gia_phu, name="Nà Mẫu")


def merged(lan, kept, other):
    return actions.merge_households(
        actor=lan, household_id=kept.pk, other_code=other.code, at=MORNING
    )


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("Giàng A Páo", "giang a pao", True),
        ("Giàng A Páo", "Ông Giàng A Páo", True),
        ("Bà Sủ", "Su", True),
        ("Giàng A Páo", "Giàng A Pó", False),
        ("Bà", "Ông", False),
    ],
)
def test_one_name_in_one_village_may_be_one_household(lan, house, one, two, same):
    pair = (house(one).pk, house(two).pk)

    assert likely_doubles(lan) == ([pair] if same else [])


def test_other_villages_closed_ones_and_those_told_apart_are_not_offered(lan, house, na_mau):
    first = house()
    house(village=na_mau)
    gone = house()
    actions.close_household(actor=lan, household_id=gone.pk, reason="chuyen_di", at=MORNING)
    assert likely_doubles(lan) == []

    second = house()
    assert likely_doubles(lan) == [(first.pk, second.pk)]
    actions.tell_apart(actor=lan, household_id=second.pk, other_id=first.pk, at=MORNING)
    actions.tell_apart(actor=lan, household_id=first.pk, other_id=second.pk, at=MORNING)
    assert likely_doubles(lan) == []


def test_a_merge_taken_back_leaves_both_as_they_were(lan, house):
    kept, other = house(), house(members_count=5, language="hmn", has_smartphone=False)
    merged(lan, kept, other)
    kept.refresh_from_db()
    assert (kept.members_count, kept.language, kept.has_smartphone) == (5, "hmn", False)
    Household.objects.filter(pk=kept.pk).update(members_count=6)

    actions.reopen_household(actor=lan, household_id=other.pk)

    kept.refresh_from_db()
    other.refresh_from_db()
    assert (kept.members_count, kept.language, kept.has_smartphone) == (6, "", None)
    assert (other.closed_at, other.merged_into, other.members_count) == (None, None, 5)


def test_the_office_compares_merges_and_parts(lan, sign_in, house):
    listed, of_phone = house(members_count=5), house("Ông Giàng A Páo", members_count=4)
    browser = sign_in(lan)
    page = browser.get(DOUBLES).content.decode()
    url = f"{DOUBLES}{listed.pk}/{of_phone.pk}/"
    assert url in page
    assert "1 cặp cần xem" in page
    shown = browser.get(url).content.decode()
    assert listed.code in shown
    assert "khác nhau" in shown

    done = follow(browser, send(browser, url, keep=listed.code))
    assert "Đã gộp" in done
    assert Household.objects.get(pk=of_phone.pk).merged_into == listed
    assert "Không có hộ nào nghi ghi trùng" in browser.get(DOUBLES).content.decode()
    away = browser.get(f"/ho-dan/{of_phone.pk}/").content.decode()
    assert "Bỏ gộp, mở lại" in away


def test_two_people_of_one_name_are_told_apart_for_good(lan, sign_in, house):
    one, two = house(), house()
    browser = sign_in(lan)

    browser.post(f"{DOUBLES}{one.pk}/{two.pk}/khac-nhau/")

    assert "Không có hộ nào nghi ghi trùng" in browser.get(DOUBLES).content.decode()


def test_a_village_head_sees_the_own_village_alone(pao, sign_in, house, na_mau):
    house(village=na_mau)
    other = house(village=na_mau)
    one, two = house(), house()
    browser = sign_in(pao)

    assert f"{DOUBLES}{one.pk}/{two.pk}/" in browser.get(DOUBLES).content.decode()
    assert other.code not in browser.get(DOUBLES).content.decode()
    assert browser.get(f"{DOUBLES}{one.pk}/{other.pk}/").status_code == 404
