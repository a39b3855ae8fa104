from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from xaso.core.figures import Period
from xaso.modules.indicators import actions
from xaso.modules.indicators.queries.target_number import definitions_of, number_now
from xaso.modules.indicators.queries.targets import headline, judge
from xaso.modules.indicators.queries.values import value_now
from xaso.modules.indicators.tests import make
from xaso.modules.indicators.tests.make import NOW, TODAY

pytestmark = pytest.mark.django_db


def stands(actor, target, today=TODAY):
    values = value_now(
        actor.commune,
        definitions_of(target),
        Period(date(2026, 1, 1), today),
        today,
        plan_figures=target.figures,
    )
    return judge(target, number_now(target, values), today)


def test_of_26_targets_18_are_met_5_at_risk_and_3_without_a_number(lan):
    targets = [
        *(make.target(f"CT {n}", 100 + n) for n in range(18)),
        *(make.target(f"CT {n}", n) for n in range(18, 23)),
        *(make.target(f"CT {n}") for n in range(23, 26)),
    ]

    counts = headline([stands(lan, each) for each in targets])

    assert counts == {"met": 18, "on_track": 0, "at_risk": 5, "gap": 3}


@pytest.mark.parametrize(
    ("number", "state", "why"),
    [
        (100, "met", "Đã đạt mức 100 hộ"),
        (85, "on_track", "Hôm nay cần khoảng 89,9 hộ, đang có 85 hộ"),
        (40, "at_risk", "Hôm nay cần khoảng 89,9 hộ, mới có 40 hộ"),
        (None, "gap", "Chưa ai nhập số liệu"),
    ],
)
def test_each_state_says_why_in_one_line(lan, number, state, why):
    found = stands(lan, make.target(number=number))

    assert (found.state, found.why) == (state, why)


def test_a_target_whose_day_has_passed_says_so(lan):
    found = stands(lan, make.target(number=40, by_date=date(2026, 6, 30)))

    assert found.why == "Đã qua ngày 30/6/2026, mới có 40 hộ"


def test_a_target_to_bring_down_is_met_below_it(lan):
    down = {"direction": "down", "baseline": Decimal(5), "target": Decimal(1), "unit": "Cụm"}

    assert stands(lan, make.target(number=1, **down)).state == "met"
    assert stands(lan, make.target(number=4, **down)).why == (
        "Hôm nay phải còn khoảng 1,4 cụm, vẫn còn 4 cụm"
    )


def test_a_target_nobody_set_is_without_a_number(lan):
    found = stands(lan, make.target(number=40, target=None))

    assert (found.state, found.why) == ("gap", "Kế hoạch chưa giao mức phải đạt")


def test_villages_still_to_report_are_named_beside_the_sum(lan):
    found = stands(
        lan, make.target(number=95, per_village=True, villages_reported=48, villages_asked=55)
    )

    assert found.why.endswith("(48/55 thôn đã báo)")
    assert found.now.is_partial


def test_a_share_is_worked_out_from_its_two_numbers(lan):
    make.value(lan, "nguoi-lon", 6300)
    make.value(lan, "nguoi-chu-ky-so", 1260)
    share = make.target(
        unit="%", target=Decimal(30), value_code="nguoi-chu-ky-so", base_code="nguoi-lon"
    )

    found = stands(lan, share)

    assert (found.now.number, found.number_text) == (20, "20 %")


def test_a_share_just_below_is_neither_met_nor_looks_met(lan):
    make.value(lan, "ho-dung-dien", 6300)
    make.value(lan, "ho-dien-khong-tien-mat", 3779)
    share = make.target(
        unit="%", target=Decimal(60), value_code="ho-dien-khong-tien-mat", base_code="ho-dung-dien"
    )

    found = stands(lan, share)

    assert found.now.number == Fraction(100 * 3779, 6300)
    assert (found.state, found.number_text) == ("on_track", "59,98 %")


def test_a_share_names_the_number_it_lacks(lan):
    make.value(lan, "nguoi-chu-ky-so", 1260)
    share = make.target(
        unit="%", target=Decimal(30), value_code="nguoi-chu-ky-so", base_code="nguoi-lon"
    )

    assert stands(lan, share).why == "Chưa ai nhập tổng số người trưởng thành"


def test_accepted_evidence_stands_before_a_typed_number(lan):
    cells = {"value_code": "cum-trang-song", "unit": "cụm", "number": 4}
    make.value(lan, "cum-trang-song", 2)
    assert stands(lan, make.target(**cells)).now.number == 4

    make.value(lan, "cum-trang-song", 3, reason="nhà mạng vừa phát sóng thêm một trạm")

    assert stands(lan, make.target(**cells)).now.number == 3


def test_a_typed_number_helps_while_villages_are_late(lan):
    make.value(lan, "ho-sx-huong-dan", 80)
    late = make.target(
        number=20, value_code="ho-sx-huong-dan", per_village=True,
        villages_reported=3, villages_asked=9,
    )  # fmt: skip

    assert stands(lan, late).now.number == 80


def test_a_zero_nobody_confirmed_is_no_number(lan):
    row = make.value(lan, "cum-trang-song", 0)
    target = make.target(
        value_code="cum-trang-song", unit="cụm", direction="down", target=Decimal(1)
    )
    assert stands(lan, target).state == "gap"

    actions.confirm_zero(actor=lan, value_id=row.pk, at=NOW)

    assert stands(lan, target).state == "met"


def test_an_old_number_says_its_day(lan):
    found = stands(lan, make.target(number=100, as_of=date(2026, 6, 30)))

    assert found.why == "Đã đạt mức 100 hộ (số tính đến 30/6/2026)"
