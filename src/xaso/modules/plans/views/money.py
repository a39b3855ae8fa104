"""Kinh phí of a plan and of a task: lines, payments, sums, the whole table as Excel."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import TextPage
from xaso.core.pages.workbook import Column, workbook_response
from xaso.lib.numbers import write_number
from xaso.modules.plans import actions
from xaso.modules.plans.forms.money import BudgetLineForm, EditBudgetLineForm, SpendingForm
from xaso.modules.plans.forms.plan import ReasonForm
from xaso.modules.plans.models import BudgetLine, Plan, Spending
from xaso.modules.plans.money import source_label
from xaso.modules.plans.queries.money import (
    budget_lines,
    budget_of_plan,
    line_with_spending,
)

from .steps import ChangeStep, PlanStep, Step, TaskStep

COLUMNS = (
    Column(_("Nội dung chi"), lambda line: line.content, 50),
    Column(_("Nhiệm vụ"), lambda line: line.task.title if line.task else "", 50),
    Column(_("Mã nhiệm vụ"), lambda line: line.task.code if line.task else "", 14),
    Column(_("Nguồn"), lambda line: source_label(line.source), 26),
    Column(_("Dự toán (đồng)"), lambda line: line.planned_vnd, 18),
    Column(_("Đã chi (đồng)"), lambda line: line.spent, 18),
    Column(_("Còn lại (đồng)"), lambda line: line.planned_vnd - line.spent, 18),
    Column(_("Ghi chú"), lambda line: line.note, 40),
)


class PlanMoney(TextPage):
    right = "plans.read"
    template_name = "plans/money.html"

    @cached_property
    def plan(self) -> Plan:
        return Plan.objects.of(self.actor.commune).get(pk=self.kwargs["plan_id"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("tai") == "xlsx":
            lines = budget_of_plan(self.plan).lines
            return workbook_response(f"kinh-phi-{self.plan.year}", COLUMNS, lines)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        budget = budget_of_plan(self.plan)
        return super().get_context_data(
            plan=self.plan,
            budget=budget,
            lines=[
                (line, source_label(line.source), line.planned_vnd - line.spent)  # type: ignore[attr-defined]
                for line in budget.lines
            ],
            may_edit=self.actor.may("plans.write"),
            **kwargs,
        )


class AddBudgetLine(PlanStep):
    right = "plans.write"
    form_class = BudgetLineForm
    action = actions.add_budget_line
    title = _("Thêm dòng kinh phí")
    submit_label = _("Thêm dòng")

    def given(self) -> dict[str, Any]:
        return {"plan": self.plan}

    def home_url(self) -> str:
        return reverse("plans:plan-money", args=[self.plan.pk])

    def said(self, result: BudgetLine) -> str:
        return _said(_t("Đã thêm %(content)s: %(amount)s đồng."), result)


class AddTaskMoney(TaskStep):
    right = "plans.write"
    form_class = BudgetLineForm
    action = actions.add_budget_line
    title = _("Kinh phí của việc này")
    submit_label = _("Thêm dòng")

    def given(self) -> dict[str, Any]:
        return {"task": self.task}

    def get_initial(self) -> dict[str, Any]:
        million = self.task.budget_million
        planned = int(million * 1_000_000) if million else None
        return {"content": self.task.title, "planned_vnd": planned}

    def said(self, result: BudgetLine) -> str:
        return _said(_t("Đã thêm %(content)s: %(amount)s đồng."), result)


class LineStep(Step):
    """About one line; afterwards the page of the line, or of what it belongs to."""

    @cached_property
    def line(self) -> BudgetLine:
        return budget_lines(self.actor.commune).get(pk=self.kwargs["line_id"])

    def home_url(self) -> str:
        return reverse("plans:budget-line", args=[self.line.pk])

    def given(self) -> dict[str, Any]:
        return {"line_id": self.line.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **{"plan": self.line.plan, "task": self.line.task, "thing": self.line, **kwargs}
        )


class LinePage(LineStep):
    """The payments of one line, and the form for the next."""

    right = "plans.write"
    form_class = SpendingForm
    action = actions.add_spending
    template_name = "plans/budget_line.html"
    submit_label = _("Ghi lần chi")

    def given(self) -> dict[str, Any]:
        return {**super().given(), "at": timezone.now()}

    def get_initial(self) -> dict[str, Any]:
        return {"on_date": timezone.localdate()}

    def said(self, result: Spending) -> str:
        amount = write_number(result.amount_vnd)
        return _t("Đã ghi chi %(amount)s đồng.") % {"amount": amount}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        line, spendings = line_with_spending(self.actor.commune, self.kwargs["line_id"])
        context = super().get_context_data(**kwargs)
        return context | {
            "title": line.content,
            "line": line,
            "source": source_label(line.source),
            "left": line.planned_vnd - line.spent,  # type: ignore[attr-defined]
            "spendings": spendings,
            "back_url": _home_of(line),
        }


class EditBudgetLine(LineStep, ChangeStep):
    right = "plans.write"
    form_class = EditBudgetLineForm
    action = actions.edit_budget_line
    title = _("Sửa dòng kinh phí")
    sentence = _("Đã lưu dòng kinh phí.")

    def get_initial(self) -> dict[str, Any]:
        names = ("content", "source", "planned_vnd", "note")
        return {name: getattr(self.line, name) for name in names}


class DropBudgetLine(LineStep):
    right = "plans.write"
    action = actions.drop_budget_line
    title = _("Bỏ dòng kinh phí?")
    submit_label = _("Bỏ dòng này")
    lead = _("Chỉ bỏ được dòng chưa có lần chi nào. Nhật ký vẫn ghi.")
    sentence = _("Đã bỏ dòng kinh phí.")
    is_danger = True

    def home_url(self) -> str:
        """The line itself is gone afterwards."""
        return _home_of(self.line)


class DropSpending(Step):
    right = "plans.write"
    form_class = ReasonForm
    action = actions.drop_spending
    submit_label = _("Xóa lần chi này")
    sentence = _("Đã xóa lần chi.")
    is_danger = True

    @cached_property
    def spending(self) -> Spending:
        rows = Spending.objects.of(self.actor.commune).select_related("line__plan", "line__task")
        return rows.get(pk=self.kwargs["spending_id"])

    def home_url(self) -> str:
        return reverse("plans:budget-line", args=[self.spending.line_id])

    def given(self) -> dict[str, Any]:
        return {"spending_id": self.spending.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        amount = write_number(self.spending.amount_vnd)
        title = _t("Xóa lần chi %(amount)s đồng?") % {"amount": amount}
        line = self.spending.line
        return super().get_context_data(**kwargs) | {
            "title": title,
            "plan": line.plan,
            "task": line.task,
        }


def _home_of(line: BudgetLine) -> str:
    if line.plan_id:
        return reverse("plans:plan-money", args=[line.plan_id])
    return reverse("plans:task", args=[line.task_id])


def _said(sentence: str, line: BudgetLine) -> str:
    return sentence % {"content": line.content, "amount": write_number(line.planned_vnd)}
