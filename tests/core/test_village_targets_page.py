"""A village sees what it was given and what its own visits already say."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from conftest import MORNING
from xaso.core.residents.actions import add_household
from xaso.core.units.models import Village
from xaso.modules.indicators.actions import split_target
from xaso.modules.plans.tests import make as plans
from xaso.modules.teams.tests import make as teams

pytestmark = pytest.mark.django_db
URL = "/chi-tieu-cua-thon/"


@pytest.fixture
def vneid(thao, minh):
    """40 households with VNeID of level 2, counted from visits."""
    return plans.target(
        minh, plans.begun(thao, minh), name="Hộ có VNeID mức 2", unit="hộ", target_number=Decimal(40),
        value_code="ho-ho-tro-vneid2", base_code="",
    )  # fmt: skip


@pytest.fixture
def na_mau(gia_phu):
    return Village.objects.create(commune=gia_phu, name="Nà Mẫu")


@pytest.fixture(autouse=True)
def team(lan, mau_son):
    return teams.team(lan, mau_son)


def village_rows(page):
    """What a leader reads beside each village: to reach, has, lacks."""
    table = page.content.decode().split("Mức giao từng thôn</caption>")[1].split("</table>")[0]
    rows = [re.sub(r"<[^>]+>", "|", row) for row in table.split("<tbody>")[1].split("</tr>")]
    said = [[each for each in row.split("|") if each.strip()] for row in rows]
    return {row[0]: row[1:] for row in said if row}


def test_what_a_village_reached_is_counted_from_its_visits(
    lan, minh, pao, sign_in, vneid, mau_son, na_mau
):
    split_target(
        actor=minh,
        target_id=vneid.pk,
        numbers={mau_son.pk: Decimal(3), na_mau.pk: Decimal(37)},
        at=MORNING,
    )
    browser = sign_in(pao)
    assert "chưa báo" in browser.get(URL).content.decode()

    homes = [
        add_household(actor=lan, village_id=mau_son.pk, head_name=name, at=MORNING)
        for name in ("Giàng A Páo", "Vàng A Sài")
    ]
    for home in (*homes, homes[0], None):
        teams.visit(pao, mau_son, "VNEID2 XONG", household=home.code if home else "")
    teams.visit(pao, mau_son, "VNEID2 CHUA_XONG KHONG_SIM", household=homes[1].code)

    page = browser.get(URL).content.decode()
    assert "phải đạt 3 hộ" in page
    assert "đã được 2" in page
    assert "còn 1" in page
    assert "Nà Mẫu" not in page
    office = village_rows(sign_in(minh).get(f"/chi-so/chi-tieu/{vneid.pk}/"))
    assert office == {
        "thôn Mẫu Sơn": ["3", "2", "1"],
        "thôn Nà Mẫu": ["37", "chưa báo", "chưa rõ"],
    }


def test_visits_that_did_something_else_make_a_zero(minh, pao, sign_in, vneid, mau_son):
    split_target(actor=minh, target_id=vneid.pk, numbers={mau_son.pk: Decimal(3)}, at=MORNING)
    teams.visit(pao, mau_son, "KNANG XONG")

    assert "đã được 0" in sign_in(pao).get(URL).content.decode()
