"""Periods beside each other, villages added up, what more would bring, who works on it."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from xaso.modules.indicators import actions
from xaso.modules.indicators.tests import make
from xaso.modules.indicators.tests.look import page, shown

pytestmark = pytest.mark.django_db
PACK = "xaso-1.0"


def test_two_periods_are_compared_and_unknown_is_no_change(lan, sign_in):
    for year, number in ((2025, 297), (2026, 412)):
        make.value(lan, "nguoi-lon", 1980, on=date(year, 11, 1))
        make.value(lan, "nguoi-chu-ky-so", number, on=date(year, 11, 1))
    make.value(lan, "nguoi-ho-so-suc-khoe", 900)

    client = sign_in(lan)
    seen = shown(client, "compare", PACK, ky=2026, voi=2025)

    assert "1 mục có điểm ở cả hai kỳ, 1 tăng, 0 giảm" in seen
    assert "tăng 2,90" in seen
    answer = client.get(page("compare", PACK, ky=2026, voi=2025, tai="xlsx"))
    rows = {row[0]: row for row in load_workbook(BytesIO(answer.content)).active.values}
    assert rows["8.4"][3:6] == (7.5, 10.4, "tăng 2,90")


def test_villages_are_added_up_and_never_averaged(lan, sign_in):
    near, far = make.village(lan.commune, "Gần"), make.village(lan.commune, "Xa")
    for village, top, bottom in ((near, 9, 10), (far, 1, 90)):
        make.value(lan, "nguoi-chu-ky-so", top, village=village)
        make.value(lan, "nguoi-lon", bottom, village=village)

    seen = shown(sign_in(lan), "item", PACK, "8.4")

    assert "<strong>10 %</strong>" in seen
    assert seen.index("thôn Xa") < seen.index("thôn Gần")
    assert "45,6" not in seen


def test_so_many_points_need_so_many_more_by_exact_arithmetic(lan, minh, sign_in):
    make.value(lan, "hs-tiep-nhan", 1400)
    make.value(lan, "hs-truc-tuyen", 560)
    actions.set_target(
        actor=minh, pack_code=PACK, item_code="6.2", period=make.YEAR, at=make.NOW,
        target_number=Decimal(60), document_number="9/QĐ", document_date=make.TODAY,
    )  # fmt: skip
    client = sign_in(lan)

    assert "Thêm 105 hồ sơ nữa thì được thêm 5,00 điểm" in shown(
        client, "item", PACK, "6.2", diem=5
    )
    assert "Không thể thêm 50 điểm" in shown(client, "item", PACK, "6.2", diem=50)
    assert "Ghi số điểm muốn thêm" in shown(client, "item", PACK, "6.2", diem="năm")


def test_an_item_shows_its_way_month_by_month(lan, sign_in):
    for month, number in ((9, 300), (10, 350), (11, 412)):
        make.value(lan, "nguoi-lon", 1980, on=date(2026, month, 20))
        make.value(lan, "nguoi-chu-ky-so", number, on=date(2026, month, 20))

    seen = shown(sign_in(lan), "item", PACK, "8.4")

    assert "Qua các tháng" in seen
    assert "20,8 %" in seen


def test_the_cheapest_work_stands_first_with_the_evidence_it_needs(lan, sign_in):
    make.value(lan, "thon", 10, reason="chưa lập danh mục")
    make.value(lan, "thon-co-to", 8)
    make.value(lan, "nguoi-lon", 1980)
    make.value(lan, "nguoi-chu-ky-so", 412)

    seen = shown(sign_in(lan), "gaps", PACK, xep="re")

    assert seen.index("Thêm 2 thôn nữa") < seen.index("Thêm 182 người nữa")
    assert "Minh chứng:" in seen
