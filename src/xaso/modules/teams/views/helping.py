"""Requests for help: who waits, for whom, since when; taken, helped, ended."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.addresses import FilterLink, address
from xaso.core.pages.pages import ActionPage, ListPage, TextPage
from xaso.core.pages.workbook import Column
from xaso.core.residents.languages import language_name
from xaso.modules.teams import actions
from xaso.modules.teams.codes import SERVICE, CodeBook
from xaso.modules.teams.forms.asking import HelpForm, PassForm, ResultForm
from xaso.modules.teams.models import HelpLevel, HelpRequest, HelpState
from xaso.modules.teams.queries.asking import OPEN, reached_requests
from xaso.modules.teams.queries.codes import code_book

from .needs import AddNeed

NEW, OFFICE, ENDED = "chua-nhan", "cho-xa", "da-xong"
CHIPS = {
    HelpState.NEW: "todo",
    HelpState.TAKEN: "doing",
    HelpState.HELPING: "doing",
    HelpState.DONE: "done",
    HelpState.PASSED: "paused",
}


def chip_of(request: HelpRequest) -> tuple[str, str]:
    """One that has been passed on for want of an answer is late."""
    state = HelpState(request.state)
    if state == HelpState.NEW and request.level != HelpLevel.MEMBER:
        words = {"who": request.get_level_display()}
        return "late", _t("Chờ %(who)s") % words
    return CHIPS[state], str(capfirst(request.get_state_display()))


def who_of(request: HelpRequest) -> str:
    if request.member:
        return request.member.full_name
    return request.taken_by.full_name if request.taken_by else _t("văn phòng xã")


def columns_for(book: CodeBook) -> tuple[Column, ...]:
    return (
        Column(_("Ngày"), lambda row: timezone.localdate(row.at), 12),
        Column(_("Thôn"), lambda row: str(row.village), 22),
        Column(_("Cần giúp việc gì"), lambda row: book.label(SERVICE, row.service), 26),
        Column(_("Nói tiếng"), lambda row: language_name(row.language), 14),
        Column(_("Tìm ở đâu"), lambda row: row.where, 36),
        Column(_("Nhờ qua đâu"), lambda row: row.get_channel_display(), 16),
        Column(_("Tình trạng"), lambda row: row.get_state_display(), 16),
        Column(_("Đang chờ ai"), lambda row: row.get_level_display(), 16),
        Column(_("Ai giúp"), who_of, 24),
        Column(_("Kết quả, chuyển đâu"), lambda row: row.result, 40),
    )


class HelpList(ListPage):
    right = "teams.read"
    model = HelpRequest
    template_name = "teams/help_list.html"
    order = ("-at", "pk")
    page_size = 30
    export_name = "yeu-cau-giup"

    @cached_property
    def book(self) -> CodeBook:
        return code_book(self.actor.commune)

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if request.GET.get("tai"):
            self.actor.must("teams.export")
            self.columns = columns_for(self.book)
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[HelpRequest]:
        chosen = {
            NEW: Q(state=HelpState.NEW),
            OFFICE: OPEN & Q(level=HelpLevel.OFFICE),
            ENDED: ~OPEN,
        }
        rows = reached_requests(self.actor).filter(chosen.get(self.asked, OPEN))
        return rows.order_by(*self.order)

    @property
    def asked(self) -> str:
        return self.request.GET.get("loc", "")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "title": _t("Người cần giúp"),
            "lines": [
                (
                    row,
                    chip_of(row),
                    capfirst(self.book.label(SERVICE, row.service)),
                    language_name(row.language),
                    who_of(row),
                )
                for row in context["slice"].rows
            ],
            "filters": self._filters(),
            "may_log": self.actor.may("teams.log"),
            "may_export": self.actor.may("teams.export"),
        }

    def _filters(self) -> list[FilterLink]:
        words = (
            ("", _t("Đang chờ, đang giúp")),
            (NEW, _t("Chưa ai nhận")),
            (OFFICE, _t("Chờ xã")),
            (ENDED, _t("Đã xong, đã chuyển")),
        )
        return [
            FilterLink(word, address(self.request, loc=code), code == self.asked)
            for code, word in words
        ]


class HelpPage(TextPage):
    right = "teams.read"
    template_name = "teams/help.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = reached_requests(self.actor).select_related("by").get(pk=self.kwargs["pk"])
        book, may = code_book(self.actor.commune), self.actor.may("teams.log")
        state = HelpState(row.state)
        return super().get_context_data(
            title=capfirst(book.label(SERVICE, row.service)),
            row=row,
            place=capfirst(str(row.village)),
            chip=chip_of(row),
            facts=[
                (_t("Tìm ở đâu"), row.where),
                (_t("Nói tiếng"), language_name(row.language)),
                (_t("Nhờ qua đâu"), capfirst(row.get_channel_display())),
                (_t("Ai giúp"), who_of(row)),
            ],
            may_take=may and state == HelpState.NEW,
            may_begin=may and state == HelpState.TAKEN,
            may_finish=may and state in (HelpState.TAKEN, HelpState.HELPING),
            may_pass=may and row.is_open,
            **kwargs,
        )


class AskHelp(AddNeed):
    form_class = HelpForm
    action = actions.ask_help
    title = _("Ghi người cần giúp")
    submit_label = _("Ghi và báo người gần nhất")
    done_message = _("Đã ghi. Xem người được chọn ở dưới; gọi cho họ nếu gấp.")

    def get_form_kwargs(self) -> dict[str, Any]:
        book = code_book(self.actor.commune)
        services = book.choices(SERVICE, timezone.localdate())
        return {**super().get_form_kwargs(), "services": services}

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "language": "vi"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"cancel_url": reverse("teams:help-list"), **kwargs})


class HelpStep(ActionPage):
    right = "teams.log"
    template_name = "teams/asking_step.html"
    needs_at = True

    @cached_property
    def row(self) -> HelpRequest:
        return reached_requests(self.actor).get(pk=self.kwargs["pk"])

    def given(self) -> dict[str, Any]:
        moment = {"at": timezone.now()} if self.needs_at else {}
        return {"request_id": self.row.pk, **moment}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            said=self.row.where,
            place=capfirst(str(self.row.village)),
            cancel_url=self.row.get_absolute_url(),
            **kwargs,
        )


class TakeRequest(HelpStep):
    action = actions.take_request
    title = _("Nhận giúp người này")
    submit_label = _("Tôi nhận")
    done_message = _("Đã nhận.")


class BeginHelp(HelpStep):
    action = actions.begin_help
    needs_at = False
    title = _("Bắt đầu giúp")
    submit_label = _("Đang giúp")
    done_message = _("Đã ghi đang giúp.")


class FinishHelp(HelpStep):
    form_class = ResultForm
    action = actions.finish_help
    title = _("Ghi đã giúp xong")
    submit_label = _("Xong")
    done_message = _("Đã ghi xong. Ghi thêm một lượt hỗ trợ để được tính.")


class PassHelp(HelpStep):
    form_class = PassForm
    action = actions.pass_help
    title = _("Chuyển nơi khác")
    submit_label = _("Chuyển")
    done_message = _("Đã chuyển.")
