"""Things the commune lends: what is free, who holds what, what is late."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.addresses import FilterLink, address
from xaso.core.pages.pages import ListPage, TextPage
from xaso.core.pages.workbook import Column
from xaso.core.rights.actor import Actor
from xaso.lib.dates import write_date
from xaso.modules.teams.models import USABLE, Condition, KitLoan, KitThing
from xaso.modules.teams.queries.kit import GONE, late_on, reached_loans, reached_things

FREE, LENT, LATE, BROKEN, AWAY = "o-xa", "dang-muon", "qua-han", "hong", "mat-thoi-dung"
CHIPS = {
    Condition.BROKEN: ("returned", _("Hỏng")),
    Condition.LOST: ("returned", _("Mất")),
    Condition.RETIRED: ("paused", _("Thôi dùng")),
}


def loan_of(thing: Any) -> KitLoan | None:
    return thing.lent[0] if thing.lent else None


def chip_of(thing: Any, today: date) -> tuple[str, Any]:
    loan = loan_of(thing)
    if loan is None:
        return CHIPS.get(Condition(thing.condition), ("done", _t("Ở xã")))
    day = {"day": write_date(loan.due_date)}
    if loan.due_date < today:
        return "late", _t("Quá hẹn trả %(day)s") % day
    return "doing", _t("Hẹn trả %(day)s") % day


def holder_of(thing: Any) -> str:
    loan = loan_of(thing)
    return loan.member.full_name if loan else ""


class KitList(ListPage):
    right = "teams.read"
    model = KitThing
    template_name = "teams/kit.html"
    order = ("code", "pk")
    page_size = 30
    export_name = "do-cho-muon"
    columns = (
        Column(_("Mã đồ"), lambda row: row.code, 12),
        Column(_("Loại đồ"), lambda row: row.get_kind_display(), 18),
        Column(_("Tên, dấu hiệu nhận ra"), lambda row: row.name, 40),
        Column(_("Tình trạng"), lambda row: row.get_condition_display(), 18),
        Column(_("Thôn"), lambda row: row.lent[0].team.place if row.lent else "", 24),
        Column(_("Người chịu trách nhiệm"), holder_of, 26),
        Column(_("Mượn ngày"), lambda row: row.lent[0].lent_date if row.lent else None, 12),
        Column(_("Hẹn trả ngày"), lambda row: row.lent[0].due_date if row.lent else None, 12),
        Column(_("Ghi chú"), lambda row: row.note, 40),
    )

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if request.GET.get("tai"):
            self.actor.must("teams.export")
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[KitThing]:
        rows = reached_things(self.actor).filter(self._chosen())
        if typed := self.typed:
            rows = rows.filter(Q(code__icontains=typed) | Q(name__icontains=typed))
        return rows.order_by(*self.order)

    @property
    def typed(self) -> str:
        return self.request.GET.get("q", "").strip()

    @property
    def asked(self) -> str:
        return self.request.GET.get("loc", "")

    def _chosen(self) -> Q:
        kinds = {
            FREE: Q(is_lent=False, condition__in=USABLE),
            LENT: Q(is_lent=True),
            LATE: late_on(timezone.localdate()),
            BROKEN: Q(condition=Condition.BROKEN),
            AWAY: GONE,
        }
        return kinds.get(self.asked, ~GONE)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        rows = context["slice"].rows
        return {
            **context,
            "title": _t("Đồ cho tổ mượn"),
            "lines": [(row, chip_of(row, today), loan_of(row)) for row in rows],
            "filters": self._filters() if self.actor.village_ids is None else (),
            "typed": self.typed,
            "may_write": self.actor.may("teams.write"),
            "may_export": self.actor.may("teams.export"),
        }

    def _filters(self) -> list[FilterLink]:
        words = (
            ("", _t("Đang có")),
            (FREE, _t("Ở xã, mượn được")),
            (LENT, _t("Đang cho mượn")),
            (LATE, _t("Quá hẹn trả")),
            (BROKEN, _t("Hỏng")),
            (AWAY, _t("Mất, thôi dùng")),
        )
        return [
            FilterLink(word, address(self.request, loc=code), code == self.asked)
            for code, word in words
        ]


class ThingPage(TextPage):
    right = "teams.read"
    template_name = "teams/thing.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        thing = reached_things(self.actor).get(pk=self.kwargs["pk"])
        loans = reached_loans(self.actor).filter(thing=thing).order_by("-lent_date", "-at")
        may_write = self.actor.may("teams.write")
        is_lent = bool(thing.lent)  # type: ignore[attr-defined]
        return super().get_context_data(
            title=thing.name,
            thing=thing,
            chip=chip_of(thing, timezone.localdate()),
            loans=list(loans),
            may_write=may_write,
            may_lend=may_write and not is_lent and thing.is_usable,
            may_return=may_write and is_lent,
            facts=[
                (_t("Mã đồ"), thing.code),
                (_t("Loại đồ"), capfirst(thing.get_kind_display())),
                (_t("Tình trạng"), capfirst(thing.get_condition_display())),
                (_t("Ghi chú"), thing.note or _t("không có")),
            ],
            **kwargs,
        )


class LoanSlip(TextPage):
    """Printed and signed by both when a thing is handed over."""

    right = "teams.read"
    template_name = "teams/loan_slip.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        loan = reached_loans(self.actor).get(pk=self.kwargs["pk"])
        return super().get_context_data(
            title=_t("Phiếu giao nhận đồ cho mượn"),
            loan=loan,
            commune=self.actor.commune,
            facts=_slip_facts(self.actor, loan),
            **kwargs,
        )


def _slip_facts(actor: Actor, loan: KitLoan) -> list[tuple[str, Any]]:
    thing, is_shared = loan.thing, _t("dùng chung cả tổ")
    held = f"{loan.member.full_name}, {loan.member.get_role_display()}"
    facts = [
        (_t("Đồ"), thing.name),
        (_t("Mã đồ"), thing.code),
        (_t("Loại đồ"), thing.get_kind_display()),
        (_t("Tổ"), str(loan.team)),
        (_t("Người chịu trách nhiệm"), f"{held}; {is_shared}" if loan.is_shared else held),
        (_t("Mượn ngày"), write_date(loan.lent_date)),
        (_t("Hẹn trả ngày"), write_date(loan.due_date)),
        (_t("Lúc giao"), loan.get_condition_out_display()),
        (_t("Kèm theo, ghi chú"), loan.note or _t("không có")),
    ]
    if loan.back_date:
        facts += [
            (_t("Trả ngày"), write_date(loan.back_date)),
            (_t("Lúc trả"), loan.get_condition_back_display()),
            (_t("Ghi chú lúc trả"), loan.back_note or _t("không có")),
        ]
    return facts
