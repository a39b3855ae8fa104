"""What villages need and say: the list, one of them, handed on and answered."""

from __future__ import annotations

from datetime import date
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
from xaso.core.people.queries import people_by_name
from xaso.core.residents.queries import reached_villages
from xaso.lib.dates import write_date
from xaso.modules.teams import actions
from xaso.modules.teams.forms.asking import AnswerForm, HandForm, NeedForm
from xaso.modules.teams.models import Need, NeedState
from xaso.modules.teams.queries.asking import reached_needs

NEW, HANDED, LATE, MINE, ANSWERED = "moi", "da-giao", "qua-han", "cua-toi", "da-tra-loi"


def chip_of(need: Need, today: date) -> tuple[str, str]:
    if need.state == NeedState.ANSWERED:
        return "done", _t("Đã trả lời")
    if need.due_date is None:
        return "todo", _t("Chưa giao ai")
    if need.due_date < today:
        return "late", _t("Quá hạn %(day)s") % {"day": write_date(need.due_date)}
    return "doing", _t("Trước ngày %(day)s") % {"day": write_date(need.due_date)}


class NeedList(ListPage):
    right = "teams.read"
    model = Need
    template_name = "teams/needs.html"
    order = ("-at", "pk")
    page_size = 30
    export_name = "nhu-cau-phan-anh"
    columns = (
        Column(_("Ngày"), lambda row: timezone.localdate(row.at), 12),
        Column(_("Thôn"), lambda row: str(row.village), 22),
        Column(_("Loại"), lambda row: row.get_kind_display(), 18),
        Column(_("Nội dung"), lambda row: row.text, 60),
        Column(_("Bao nhiêu hộ cần"), lambda row: row.households, 12),
        Column(_("Tình trạng"), lambda row: row.get_state_display(), 14),
        Column(_("Ai trả lời"), lambda row: row.owner.full_name if row.owner else "", 24),
        Column(_("Trước ngày"), lambda row: row.due_date, 12),
        Column(_("Trả lời"), lambda row: row.answer, 60),
    )

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if request.GET.get("tai"):
            self.actor.must("teams.export")
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Need]:
        return reached_needs(self.actor).filter(self._chosen()).order_by(*self.order)

    @property
    def asked(self) -> str:
        return self.request.GET.get("loc", "")

    def _chosen(self) -> Q:
        opened = ~Q(state=NeedState.ANSWERED)
        kinds = {
            "": opened,
            NEW: Q(state=NeedState.NEW),
            HANDED: Q(state=NeedState.HANDED),
            LATE: opened & Q(due_date__lt=timezone.localdate()),
            MINE: opened & Q(owner=self.actor.account_id),
            ANSWERED: Q(state=NeedState.ANSWERED),
        }
        return kinds.get(self.asked, opened)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        return {
            **context,
            "title": _t("Nhu cầu, phản ánh của thôn"),
            "lines": [(row, chip_of(row, today)) for row in context["slice"].rows],
            "filters": self._filters(),
            "may_log": self.actor.may("teams.log"),
            "may_export": self.actor.may("teams.export"),
        }

    def _filters(self) -> list[FilterLink]:
        words = (
            ("", _t("Chưa trả lời")),
            (NEW, _t("Chưa giao ai")),
            (LATE, _t("Quá hạn")),
            (MINE, _t("Của tôi")),
            (ANSWERED, _t("Đã trả lời")),
        )
        shown = words if self.actor.village_ids is None else (words[0], words[-1])
        return [
            FilterLink(word, address(self.request, loc=code), code == self.asked)
            for code, word in shown
        ]


class NeedPage(TextPage):
    right = "teams.read"
    template_name = "teams/need.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = reached_needs(self.actor).select_related("by", "answered_by")
        need = rows.get(pk=self.kwargs["pk"])
        may_write = self.actor.may("teams.write")
        is_owner = need.owner_id is not None and need.owner_id == self.actor.account_id
        return super().get_context_data(
            title=capfirst(need.get_kind_display()),
            need=need,
            place=capfirst(str(need.village)),
            chip=chip_of(need, timezone.localdate()),
            may_hand=may_write and need.is_open,
            may_answer=need.is_open and self.actor.may("teams.log") and (may_write or is_owner),
            **kwargs,
        )


class AddNeed(ActionPage):
    right = "teams.log"
    form_class: Any = NeedForm
    action: Any = actions.add_need
    template_name = "teams/asking_step.html"
    title: Any = _("Ghi nhu cầu, phản ánh")
    submit_label: Any = _("Gửi xã")
    done_message: Any = _("Đã ghi. Xã trả lời ở đây.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "villages": reached_villages(self.actor)}

    def get_initial(self) -> dict[str, Any]:
        return {"village": self.request.GET.get("thon", "")}

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"cancel_url": reverse("teams:needs"), **kwargs})


class NeedStep(ActionPage):
    right = "teams.log"
    template_name = "teams/asking_step.html"

    @cached_property
    def need(self) -> Need:
        return reached_needs(self.actor).get(pk=self.kwargs["pk"])

    def given(self) -> dict[str, Any]:
        return {"need_id": self.need.pk, "at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            said=self.need.text,
            place=capfirst(str(self.need.village)),
            cancel_url=self.need.get_absolute_url(),
            **kwargs,
        )


class HandNeed(NeedStep):
    right = "teams.write"
    form_class = HandForm
    action = actions.hand_need
    title = _("Giao người trả lời")
    submit_label = _("Giao")
    done_message = _("Đã giao.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "people": people_by_name(self.actor.commune)}


class AnswerNeed(NeedStep):
    form_class = AnswerForm
    action = actions.answer_need
    title = _("Trả lời thôn")
    submit_label = _("Gửi trả lời")
    done_message = _("Đã trả lời. Thôn đọc được ngay.")
