"""The report of the commune carries what its villages reported, village by village."""

from __future__ import annotations

import pytest

from conftest import TODAY
from xaso.core.figures import Period
from xaso.core.units.models import Village
from xaso.desk.papers.kinds import Ask
from xaso.desk.reports.period_report import period_report
from xaso.modules.teams import public
from xaso.modules.teams.tests import make

pytestmark = pytest.mark.django_db
TITLE = "Số liệu thôn báo cáo"


def annex(commune, about="") -> str:
    """Of the report of the quarter; empty without one."""
    found = period_report(Ask(commune, "2026-Q4", TODAY, about)).annexes
    return "".join(str(each) for each in found if each.title == TITLE)


def test_approved_numbers_of_the_villages_are_an_annex_of_the_report(lan, pao, gia_phu, mau_son):
    Village.objects.create(commune=gia_phu, name="Nà Mẫu")
    make.approved(pao, lan, mau_son, "2026-10", CT01=118, CT02=500, CT14=3)
    make.approved(pao, lan, mau_son, "2026-11", CT01=120)
    said = annex(gia_phu)

    assert "Số đã duyệt của báo cáo tháng 11/2026, 1/2 thôn" in said
    assert "Row(cells=('CT01', 'Hộ dân (hộ)', 120, '1/2', 118)" in said
    assert "Row(cells=('CT02', 'Nhân khẩu (người)', None, '0/2', 500)" in said
    assert "Row(cells=(1, 'Thôn Mẫu Sơn', 120, None," in said
    assert "Row(cells=(2, 'Thôn Nà Mẫu', None, None," in said
    assert "CT14" not in said


def test_a_report_about_one_topic_or_without_approved_numbers_has_no_such_annex(
    lan, pao, gia_phu, mau_son
):
    make.sent(pao, mau_son)
    assert annex(gia_phu) == ""

    make.approved(pao, lan, mau_son, "2026-10", CT01=118)
    assert annex(gia_phu, "chinh_quyen_so") == ""


def test_the_page_behind_the_numbers_is_named_and_a_part_switched_off_tells_nothing(
    lan, pao, mau_son
):
    year = Period(make.month("2026-01").first, make.month("2026-12").last)
    assert public.villages_month(lan.commune, year) is None
    make.approved(pao, lan, mau_son, "2026-10", CT01=118)
    told = public.villages_month(lan.commune, year)
    assert told
    assert (told.url, told.reported) == ("/to-cong-nghe/bao-cao/?thang=2026-10", 1)

    lan.commune.modules_off = ["teams"]
    assert public.villages_month(lan.commune, year) is None
