"""A target of the plan village by village: the offer adds up, people decide, the gap is seen."""

from decimal import Decimal

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError

from xaso.core.units.models import Village
from xaso.modules.indicators import actions
from xaso.modules.indicators.models import VillageTarget
from xaso.modules.indicators.queries.values import open_villages
from xaso.modules.indicators.queries.village_targets import offered_split
from xaso.modules.indicators.tests import make
from xaso.modules.indicators.tests.look import page, shown
from xaso.modules.indicators.tests.make import NOW
from xaso.modules.plans.tests import make as plan_make

pytestmark = pytest.mark.django_db


@pytest.fixture
def villages(gia_phu):
    rows = (("Nà Mẫu", 100), ("Mẫu Sơn", 120), ("Pín Chải", 81))
    return [
        Village.objects.create(commune=gia_phu, name=name, household_count=households)
        for name, households in rows
    ]


@pytest.fixture
def wifi(minh):
    """A target of the plan: 200 households with fibre."""
    return plan_make.target(
        minh, plan_make.plan(minh), target_number=Decimal(200), value_code="ho-dung-cap-quang",
        base_code="",
    )  # fmt: skip


def split(actor, target, numbers):
    return actions.split_target(actor=actor, target_id=target.pk, numbers=numbers, at=NOW)


def test_an_offer_by_households_adds_up_to_the_target_exactly(minh, villages):
    told = make.target(target=Decimal(200))

    offer = offered_split(told, open_villages(minh.commune), None)

    assert sum(offer.values()) == 200
    assert [offer[each.pk] for each in villages] == [66, 80, 54]


def test_a_share_asks_each_village_for_its_part_rounded_up(minh, villages):
    told = make.target(target=Decimal(80), unit="%", base_code="ho")

    offer = offered_split(told, open_villages(minh.commune), None)

    assert [offer[each.pk] for each in villages] == [80, 96, 65]


def test_a_share_of_what_only_the_commune_counts_is_not_shared_out(minh, villages):
    told = make.target(target=Decimal(100), unit="%", base_code="thon")

    assert offered_split(told, open_villages(minh.commune), None) == {}


def test_without_households_the_villages_share_alike(minh, gia_phu):
    for name in ("A", "B", "C"):
        make.village(gia_phu, name)

    offer = offered_split(make.target(target=Decimal(10)), open_villages(gia_phu), None)

    assert sorted(offer.values()) == [3, 3, 4]


def test_a_later_number_counts_and_the_first_stays(minh, villages, wifi):
    split(minh, wifi, {villages[0].pk: Decimal(66), villages[1].pk: Decimal(80)})
    split(minh, wifi, {villages[0].pk: Decimal(70), villages[1].pk: Decimal(80)})

    rows = VillageTarget.objects.filter(village=villages[0]).order_by("pk")
    assert [row.number for row in rows] == [66, 70]
    assert VillageTarget.objects.filter(village=villages[1]).count() == 1
    with pytest.raises(ValidationError, match="thay đổi"):
        split(minh, wifi, {villages[0].pk: Decimal(70)})


def test_what_is_not_ours_or_makes_no_sense_is_refused(minh, lan, sua, villages, wifi):
    with pytest.raises(PermissionDenied):
        split(lan, wifi, {villages[0].pk: Decimal(1)})
    with pytest.raises(ValidationError, match="từ 0 trở lên"):
        split(minh, wifi, {villages[0].pk: Decimal(-1)})
    foreign = make.village(sua.commune, "Tả Van Giáy")
    with pytest.raises(ObjectDoesNotExist):
        split(minh, wifi, {foreign.pk: Decimal(1)})


def test_minh_shares_a_target_out_and_sees_who_lacks_what(minh, villages, wifi, sign_in):
    client = sign_in(minh)
    seen = shown(client, "split-target", wifi.pk)
    assert "Cộng 3 thôn: 200" in seen
    fields = {
        f"thon_{each.pk}": number for each, number in zip(villages, (66, 80, 54), strict=True)
    }

    client.post(page("split-target", wifi.pk), fields)
    make.value(minh, "ho-dung-cap-quang", 50, village=villages[0])
    make.value(minh, "ho-dung-cap-quang", 90, village=villages[1])

    seen = shown(client, "target", wifi.pk)
    assert "Mức giao từng thôn" in seen
    assert seen.count("row-good") == 1
    assert ">16<" in seen
