"""Who gets an allowance, counted from who was in a team when."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from conftest import TODAY
from xaso.modules.plans.tests.browse import follow, send
from xaso.modules.teams import actions
from xaso.modules.teams.models import AllowanceRule, MemberRole
from xaso.modules.teams.queries.allowances import allowance_lines, allowance_rules

from . import make

pytestmark = pytest.mark.django_db
URL = "/to-cong-nghe/ho-tro/"
MONTHS = [make.month(code) for code in ("2026-09", "2026-10", "2026-11")]


@pytest.fixture
def team(lan, mau_son):
    return make.team(lan, mau_son)


@pytest.fixture
def head(lan, team):
    return make.member(lan, team, role=MemberRole.HEAD, has_allowance=True)


def paid(actor, months=MONTHS):
    """By name: the sum of each month, or why there is none."""
    lines = allowance_lines(actor.commune, months, allowance_rules(actor.commune))
    return {
        line.newest.full_name: [
            (each.why or each.amount_vnd) if (each := line.months.get(month)) else None
            for month in months
        ]
        for line in lines
    }


def test_each_role_gets_its_sum_and_who_has_none_says_why(lan, team, head):
    make.allowance(lan)
    make.member(lan, team, "Lù Thị Pàng", role=MemberRole.DEPUTY, has_allowance=True)
    make.member(lan, team, "Tẩn Thị Mẩy", has_allowance=True)
    make.member(lan, team, "Hoàng Văn Quyền", role=MemberRole.DEPUTY)

    assert paid(lan) == {
        head.full_name: [300_000] * 3,
        "Lù Thị Pàng": [200_000] * 3,
        "Tẩn Thị Mẩy": ["khong_muc"] * 3,
    }


def test_without_a_rule_nothing_is_said_to_be_due(lan, head):
    assert paid(lan) == {head.full_name: ["chua_co_muc"] * 3}


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (date(2026, 10, 17), [None, 300_000, 300_000]),
        (date(2026, 10, 18), [None, "it_ngay", 300_000]),
    ],
)
def test_a_month_counts_from_so_many_days_on(lan, team, first, expected):
    make.allowance(lan)
    make.member(lan, team, role=MemberRole.HEAD, has_allowance=True, from_date=first)

    assert list(paid(lan).values()) == [expected]


def test_a_renewal_makes_one_person_no_two(lan, team, head):
    make.allowance(lan, least_days=28)
    actions.renew_team(
        actor=lan,
        team_id=team.pk,
        number="90/QĐ-UBND",
        day=date(2026, 10, 12),
        stays=[head.pk],
        at=make.NOW,
    )

    assert paid(lan) == {head.full_name: [300_000] * 3}


def test_who_left_gets_no_later_month(lan, head):
    make.allowance(lan)
    actions.end_member(
        actor=lan, member_id=head.pk, day=date(2026, 10, 20), reason="", at=make.NOW
    )

    assert paid(lan) == {head.full_name: [300_000, 300_000, None]}


def test_the_rule_may_ask_for_an_approved_report(lan, minh, pao, head, mau_son):
    make.allowance(lan, needs_report=True)
    make.sent(pao, mau_son, "2026-09")
    make.approved(pao, minh, mau_son, "2026-10")

    assert paid(lan) == {head.full_name: ["chua_bao_cao", 300_000, "chua_bao_cao"]}


def test_a_new_sum_holds_from_its_month_on_and_the_old_one_stays(lan, head):
    make.allowance(lan)
    make.allowance(lan, "2026-10", head_vnd=400_000)
    make.allowance(lan, "2026-11", head_vnd=0)

    assert paid(lan) == {head.full_name: [300_000, 400_000, 0]}
    assert AllowanceRule.objects.count() == 3


def test_the_office_decides_reads_and_takes_the_list_along(lan, sign_in, head):
    browser = sign_in(lan)
    assert "Chưa ghi mức hỗ trợ" in browser.get(URL).content.decode()
    page = follow(
        browser,
        send(browser, f"{URL}muc/", first_month="9/2026", head_vnd="300.000", basis="NQ xã"),
    )

    assert "Từ tháng 9/2026" in page
    assert "300.000" in page
    assert "Sáu trăm nghìn đồng" in page, f"October and {TODAY:%m/%Y}"
    rows = list(load_workbook(BytesIO(browser.get(f"{URL}?tai=xlsx").content)).active.values)
    assert rows[-1][-1] == 600_000
    earlier = browser.get(f"{URL}?quy=2026-07").content.decode()
    assert "chưa có mức" in earlier


def test_a_rule_without_any_sum_is_refused(lan, sign_in):
    answer = send(sign_in(lan), f"{URL}muc/", basis="NQ xã")

    assert answer.status_code == 422
    assert "ít nhất một vai trò" in answer.content.decode()


def test_villages_and_who_only_reads_do_not_see_the_sums(pao, person, gia_phu, sign_in):
    for actor in (pao, person("Mai", gia_phu, "mot_cua")):
        assert sign_in(actor).get(URL).status_code == 403
