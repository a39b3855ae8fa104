"""The map of systems where people work: the first page, the paper, the doors, the search."""

from __future__ import annotations

import pytest
from django.urls import reverse

from xaso.desk.papers.kinds import Ask
from xaso.desk.reports.systems_map import systems_map
from xaso.modules.systems import actions
from xaso.modules.systems.tests import make

pytestmark = pytest.mark.django_db
HOME = "/ban-do-phan-mem/"


@pytest.fixture
def mai(person, gia_phu):
    return person("Mai", gia_phu, "van_thu")


def test_a_late_export_stands_on_the_first_page_of_who_looks_after_it(
    lan, mai, thao, sign_in, clock
):
    system = make.system(lan, "Hộ tịch", responsible_id=lan.account_id)
    assert "Hộ tịch" not in sign_in(lan).get("/viec-cua-toi/").content.decode()

    clock.move_to(make.NOW.replace(month=12, day=7))

    seen = sign_in(lan).get("/viec-cua-toi/").content.decode()
    assert "Trích xuất số liệu từ Hộ tịch" in seen
    assert f"{HOME}{system.pk}/trich-xuat/" in seen
    assert "1 hệ thống quá hạn" in sign_in(thao).get("/viec-cua-toi/").content.decode()
    assert "quá hạn trích xuất" not in sign_in(mai).get("/viec-cua-toi/").content.decode()


def test_the_paper_names_people_and_no_login(lan, sign_in):
    system = make.system(lan, "Hộ tịch", responsible_id=lan.account_id)
    make.account(lan, system, lan, login="lan.hotich")
    actions.add_figure(actor=lan, system_id=system.pk, value_code="cbcc")

    sheet = systems_map(Ask(lan.commune, "2026-11-24", make.TODAY))

    cells = str(sheet.blocks)
    assert "Hộ tịch" in cells
    assert "Lan" in cells
    assert "tổng số cán bộ, công chức" in cells
    assert "lan.hotich" not in cells
    assert "/van-ban/lap/ban-do-phan-mem/" in sign_in(lan).get(HOME).content.decode()


def test_the_door_is_gone_where_the_part_is_switched_off(lan, sign_in):
    assert HOME in sign_in(lan).get("/thong-tin-xa/").content.decode()

    lan.commune.modules_off = ["systems"]
    lan.commune.save()

    assert HOME not in sign_in(lan).get("/thong-tin-xa/").content.decode()
    assert sign_in(lan).get(HOME).status_code == 404


def test_a_number_leads_to_where_it_is_taken_from_unless_the_map_is_switched_off(lan, sign_in):
    link, page = f'href="{HOME}so-lieu/?q=cbcc"', reverse("indicators:value", args=["cbcc"])
    assert link in sign_in(lan).get(page).content.decode()

    lan.commune.modules_off = ["systems"]
    lan.commune.save()

    assert link not in sign_in(lan).get(page).content.decode()
