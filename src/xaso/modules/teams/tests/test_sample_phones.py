"""Phones of the sample, where the tables of a commune are shorter than those of Gia Phú."""

from __future__ import annotations

import pytest

from conftest import MORNING, TODAY
from xaso.core.residents.actions import add_household
from xaso.core.sample.story import Story
from xaso.lib import p256
from xaso.lib.ids import new_id
from xaso.modules.teams.sample.phones import Phone, write

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("households", "written"), [(0, 2), (1, 3)])
def test_a_village_with_few_households_has_its_phone_too(
    lan, gia_phu, mau_son, households, written
):
    for name in ("Giàng A Páo",) * households:
        add_household(actor=lan, village_id=mau_son.pk, head_name=name, at=MORNING)
    phone = Phone(new_id(), str(new_id()), p256.new_private(), str(mau_son.pk))

    write(Story(gia_phu, TODAY), phone, MORNING)

    assert len(phone.sent) == written
