"""Dự toán and spending of a plan and its tasks: a simple table that adds up."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from openpyxl import load_workbook

from xaso.core.edits import Change, Clash
from xaso.modules.plans import actions
from xaso.modules.plans.forms.money import VndField
from xaso.modules.plans.models import BudgetLine, Spending
from xaso.modules.plans.queries.money import budget_of_plan

from . import make
from .browse import follow, send

pytestmark = pytest.mark.django_db


def line(actor, planned_vnd=10_000_000, **said):
    given = {"content": "Mua bộ phát wifi", "source": "ngan_sach_xa"}
    return actions.add_budget_line(actor=actor, planned_vnd=planned_vnd, **{**given, **said})


def paid(actor, of, amount_vnd, day=date(2026, 11, 20)):
    return actions.add_spending(
        actor=actor, line_id=of.pk, on_date=day, amount_vnd=amount_vnd, note="", at=make.NOW
    )


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12.500.000", 12_500_000),
        ("12500000", 12_500_000),
        ("12,5 triệu", 12_500_000),
        ("12,5tr", 12_500_000),
        ("1,2 tỷ", 1_200_000_000),
        ("500 nghìn", 500_000),
        ("0", 0),
    ],
)
def test_money_is_read_as_people_write_it(typed, amount):
    assert VndField().clean(typed) == amount


@pytest.mark.parametrize("typed", ["", "nhiều", "12,5", "5 đô", "-3", "9" * 16])
def test_what_is_no_sum_of_money_is_refused(typed):
    with pytest.raises(ValidationError):
        VndField().clean(typed)


def test_lines_of_the_plan_and_of_its_tasks_add_up_by_source(minh, thao, lan):
    plan = make.plan(minh)
    task = make.task(thao, lan, plan=plan)
    first = line(minh, plan=plan)
    second = line(minh, 4_000_000, task=task, source="xa_hoi_hoa")
    line(minh, 9_000_000, task=make.task(thao, lan, "Ngoài kế hoạch"))
    paid(minh, first, 3_000_000)
    paid(minh, first, 2_000_000)
    paid(minh, second, 5_000_000)

    budget = budget_of_plan(plan)

    assert (budget.total.planned, budget.total.spent, budget.total.percent) == (
        14_000_000, 10_000_000, 71,
    )  # fmt: skip
    assert [(each.label, each.left) for each in budget.by_source] == [
        ("Ngân sách xã", 5_000_000),
        ("Xã hội hóa, đóng góp", -1_000_000),
    ]


def test_a_line_with_payments_stays_and_a_payment_goes_with_a_reason(minh):
    of = line(minh, plan=make.plan(minh))
    spending = paid(minh, of, 1_000_000)
    with pytest.raises(ValidationError, match="đã có lần chi"):
        actions.drop_budget_line(actor=minh, line_id=of.pk)
    with pytest.raises(ValidationError, match="Ghi lý do"):
        actions.drop_spending(actor=minh, spending_id=spending.pk, reason=" ")

    actions.drop_spending(actor=minh, spending_id=spending.pk, reason="Ghi nhầm")
    actions.drop_budget_line(actor=minh, line_id=of.pk)

    assert not BudgetLine.objects.exists()
    assert not Spending.objects.exists()


def test_two_people_changing_one_sum_see_each_other(minh, lan):
    of = line(minh, plan=make.plan(minh))
    actions.edit_budget_line(
        actor=minh, line_id=of.pk, changes={"planned_vnd": Change(10_000_000, 12_000_000)}
    )

    with pytest.raises(Clash):
        actions.edit_budget_line(
            actor=lan, line_id=of.pk, changes={"planned_vnd": Change(10_000_000, 11_000_000)}
        )

    assert BudgetLine.objects.get().planned_vnd == 12_000_000


def test_money_needs_a_known_source_and_the_right(minh, pao):
    plan = make.plan(minh)
    with pytest.raises(ValidationError, match="Chọn một nguồn"):
        line(minh, plan=plan, source="tien_roi")
    with pytest.raises(PermissionDenied):
        line(pao, plan=plan)


def test_a_draft_with_money_is_not_dropped_unseen(minh):
    draft = make.draft(minh)
    line(minh, task=draft)

    with pytest.raises(ValidationError, match="có dòng kinh phí"):
        actions.drop_draft(actor=minh, task_id=draft.pk)


def test_from_the_plan_to_a_payment_on_the_screen(sign_in, minh):
    plan = make.plan(minh)
    browser, url = sign_in(minh), f"/ke-hoach/{plan.pk}/kinh-phi/"
    assert "Chưa có dòng kinh phí nào" in browser.get(url).content.decode()

    page = follow(
        browser,
        send(browser, f"{url}them/", content="Mua bộ phát wifi", planned_vnd="12,5 triệu"),
    )
    of = BudgetLine.objects.get()
    spent = follow(
        browser, send(browser, f"/ke-hoach/kinh-phi/{of.pk}/", amount_vnd="13 triệu", note="đợt 1")
    )

    assert "12.500.000" in page
    assert "vượt dự toán" in spent
    assert "đợt 1" in spent
    (sheet,) = load_workbook(BytesIO(browser.get(f"{url}?tai=xlsx").content)).worksheets
    assert [cell.value for cell in sheet[2]][3:7] == [
        "Ngân sách xã", 12_500_000, 13_000_000, -500_000,
    ]  # fmt: skip


def test_money_of_a_task_stands_on_its_page(sign_in, minh, thao, lan):
    task = make.task(thao, lan, "Mua máy in")
    browser = sign_in(minh)

    page = follow(
        browser, send(browser, f"/ke-hoach/viec/{task.pk}/kinh-phi/", planned_vnd="6 triệu")
    )

    assert "dự toán 6.000.000 đồng" in page
