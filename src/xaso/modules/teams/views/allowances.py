"""The allowance list of a quarter: counted from memberships each time it is opened."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.addresses import FilterLink, address
from xaso.core.pages.pages import ActionPage, TextPage
from xaso.core.pages.workbook import Column, workbook_response
from xaso.lib.money import vnd_in_words
from xaso.lib.numbers import write_number
from xaso.modules.teams import actions
from xaso.modules.teams.allowances import NO_AMOUNT, NO_REPORT, NO_RULE, TOO_FEW, AllowanceLine
from xaso.modules.teams.forms.allowances import AllowanceForm
from xaso.modules.teams.models import AllowanceRule
from xaso.modules.teams.months import Month, month_of, month_typed
from xaso.modules.teams.queries.allowances import allowance_lines, allowance_rules

QUARTERS = 5
ROMAN = ("I", "II", "III", "IV")
WHY = {
    TOO_FEW: _("chưa đủ ngày"),
    NO_REPORT: _("thôn chưa có báo cáo duyệt"),
    NO_RULE: _("chưa có mức"),
    NO_AMOUNT: _("vai trò không có mức"),
}


def first_of_quarter(month: Month) -> Month:
    return month.before((month.number - 1) % 3)


def quarter_words(first: Month) -> str:
    number = ROMAN[(first.number - 1) // 3]
    return _t("quý %(number)s/%(year)d") % {"number": number, "year": first.year}


class AllowanceList(TextPage):
    right = "teams.write"
    template_name = "teams/allowances.html"

    @cached_property
    def months(self) -> list[Month]:
        """Of the quarter asked for, those that have begun."""
        now = month_of(timezone.localdate())
        asked = month_typed(self.request.GET.get("quy", "")) or now
        first = first_of_quarter(asked if asked.first <= now.first else now)
        return [each for each in (first.before(-n) for n in range(3)) if each.first <= now.first]

    @cached_property
    def rules(self) -> list[AllowanceRule]:
        return allowance_rules(self.actor.commune)

    @cached_property
    def all_lines(self) -> list[AllowanceLine]:
        return allowance_lines(self.actor.commune, self.months, self.rules)

    @cached_property
    def lines(self) -> list[AllowanceLine]:
        return [
            line for line in self.all_lines if self.decision in ("", line.newest.decision.number)
        ]

    @property
    def decision(self) -> str:
        return self.request.GET.get("qd", "")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("tai") == "xlsx":
            self.actor.must("teams.export")
            name = f"ho-tro-thanh-vien-to-{self.months[0].code}"
            return workbook_response(name, columns_for(self.months), self.lines)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        total = sum(line.total_vnd for line in self.lines)
        return super().get_context_data(
            title=_t("Danh sách hưởng hỗ trợ: %(quarter)s")
            % {"quarter": quarter_words(self.months[0])},
            months=self.months,
            lines=[_shown(line, self.months) for line in self.lines],
            total=write_number(total),
            total_words=vnd_in_words(total) if total else "",
            rules=[(rule, _amounts(rule)) for rule in self.rules],
            quarters=self._quarters(),
            decisions=self._decisions(),
            is_running=self.months[-1] == month_of(timezone.localdate()),
            may_export=self.actor.may("teams.export"),
            **kwargs,
        )

    def _quarters(self) -> list[FilterLink]:
        now = first_of_quarter(month_of(timezone.localdate()))
        firsts = [now.before(3 * number) for number in range(QUARTERS)]
        return [
            FilterLink(
                capfirst(quarter_words(each)),
                address(self.request, quy=each.code),
                each == self.months[0],
            )
            for each in firsts
        ]

    def _decisions(self) -> list[FilterLink]:
        numbers = sorted({line.newest.decision.number for line in self.all_lines})
        if len(numbers) < 2:
            return []
        words = [("", _t("Mọi quyết định")), *((each, each) for each in numbers)]
        return [
            FilterLink(word, address(self.request, qd=code), code == self.decision)
            for code, word in words
        ]


class DecideAllowance(ActionPage):
    right = "teams.write"
    form_class = AllowanceForm
    action = actions.decide_allowance
    template_name = "teams/allowance_step.html"
    title = _("Mức hỗ trợ mỗi tháng")
    submit_label = _("Ghi mức hỗ trợ")
    done_message = _("Đã ghi mức hỗ trợ. Mức trước đó vẫn giữ cho các tháng trước.")

    def get_initial(self) -> dict[str, Any]:
        return {"first_month": month_of(timezone.localdate()), "least_days": 15}

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("teams:allowances"), **kwargs)

    def next_url(self, result: Any) -> str:
        del result
        return reverse("teams:allowances")


def columns_for(months: Sequence[Month]) -> tuple[Column, ...]:
    def of_month(month: Month) -> Column:
        return Column(month.words, lambda line: _cell(line, month)[0], 20)

    return (
        Column(_("Thôn"), lambda line: line.newest.team.place, 24),
        Column(_("Họ và tên"), lambda line: line.newest.full_name, 28),
        Column(_("Vai trò"), lambda line: line.newest.get_role_display(), 14),
        Column(_("Số quyết định"), lambda line: line.newest.decision.number, 18),
        Column(_("Ngày quyết định"), lambda line: line.newest.decision.day, 14),
        *(of_month(month) for month in months),
        Column(_("Số tháng"), lambda line: line.count, 10),
        Column(_("Cộng (đồng)"), lambda line: line.total_vnd, 16),
    )


def _shown(line: AllowanceLine, months: Sequence[Month]) -> dict[str, Any]:
    return {
        "row": line.newest,
        "cells": [(month.words, *_cell(line, month)) for month in months],
        "count": line.count,
        "total": write_number(line.total_vnd),
    }


def _cell(line: AllowanceLine, month: Month) -> tuple[str, bool]:
    """The sum, or why there is none."""
    paid = line.months.get(month)
    if paid is None:
        return _t("không ở trong tổ"), False
    if paid.amount_vnd is not None:
        return write_number(paid.amount_vnd), True
    if paid.why == TOO_FEW:
        return _t("chưa đủ ngày: %(days)d ngày") % {"days": paid.days}, False
    return str(WHY[paid.why]), False


def _amounts(rule: AllowanceRule) -> str:
    said = (
        (_t("tổ trưởng"), rule.head_vnd),
        (_t("tổ phó"), rule.deputy_vnd),
        (_t("thành viên"), rule.member_vnd),
    )
    known = [f"{who} {write_number(amount)}" for who, amount in said if amount is not None]
    return str(capfirst(", ".join(known)))
