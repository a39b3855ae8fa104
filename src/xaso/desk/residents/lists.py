"""Hộ dân: the list of the commune, or of one's own village, and the list on paper."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.keyset import short_count
from xaso.core.pages.pages import ListPage, TextPage
from xaso.core.pages.workbook import Column
from xaso.core.residents.actions import hand_out_list
from xaso.core.residents.languages import language_name
from xaso.core.residents.models import Household
from xaso.core.residents.names import clear_names, name_seen
from xaso.core.residents.queries import IN_USE, found_by, reached, reached_villages
from xaso.core.units.models import Village
from xaso.desk.lists import Choice, links

FILTERS: dict[str, Q] = {
    "": IN_USE,
    "khong-may": IN_USE & Q(has_smartphone=False),
    "chua-ro-may": IN_USE & Q(has_smartphone=None),
    "chua-ro-cum": IN_USE & Q(cluster=None),
    "da-dong": Q(closed_at__isnull=False),
}


class Households(ListPage):
    right = "residents.read"
    model = Household
    template_name = "desk/residents/list.html"
    order = ("village_id", "code")
    page_size = 40
    export_name = "danh-sach-ho"
    columns = (
        Column(_("Thôn"), lambda row: row.village.name, 22),
        Column(_("Mã hộ"), lambda row: row.code, 12),
        Column(_("Họ tên chủ hộ"), lambda row: row.head_name, 28),
        Column(_("Cụm dân cư"), lambda row: row.cluster.name if row.cluster else "", 18),
        Column(_("Số người"), lambda row: row.members_count, 10),
        Column(_("Có điện thoại thông minh"), lambda row: phone_word(row.has_smartphone), 14),
        Column(_("Tiếng nói chính"), lambda row: language_name(row.language), 16),
    )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A file with names goes to those who may take one, and leaves a line in the diary."""
        if request.GET.get("tai") == "xlsx":
            count = self.get_queryset().count()
            hand_out_list(actor=self.actor, kind="xlsx", count=count, village_id=self.village_id)
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Household]:
        wanted = FILTERS.get(self.request.GET.get("loc", ""), IN_USE)
        rows = reached(self.actor).filter(wanted).select_related("village", "cluster")
        if self.village_id:
            rows = rows.filter(village=self.village_id)
        if self.typed:
            rows = found_by(rows, self.typed, by_name=self.actor.may("residents.names"))
        return rows.order_by(*self.order)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        count, is_more = short_count(self.get_queryset())
        return {
            **context,
            "title": _t("Hộ dân"),
            "lines": [(row, name_seen(self.actor, row)) for row in context["slice"].rows],
            "count": count,
            "is_more": is_more,
            "villages": self.villages,
            "village": next((v for v in self.villages if v.pk == self.village_id), None),
            "filters": links(self.request, "loc", _choices()),
            "typed": self.typed,
            "may_see_names": self.actor.may("residents.names"),
            "may_edit": self.actor.may("residents.edit"),
            "may_import": self.actor.may("residents.import"),
            "may_export": self.actor.may("residents.export"),
        }

    @cached_property
    def villages(self) -> list[Village]:
        return list(reached_villages(self.actor))

    @cached_property
    def village_id(self) -> UUID | None:
        """A choice that makes no sense counts as none."""
        try:
            return UUID(self.request.GET.get("thon", ""))
        except ValueError:
            return None

    @property
    def typed(self) -> str:
        return self.request.GET.get("q", "").strip()


class PrintedHouseholds(TextPage):
    """One village on paper, by cluster, with room to write."""

    right = "residents.export"
    template_name = "desk/residents/print.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        village = Village.objects.of(self.actor.commune).get(pk=self.kwargs["pk"])
        rows = reached(self.actor).filter(IN_USE, village=village).select_related("cluster")
        found = list(rows.order_by("cluster__name", "code"))
        names = clear_names(self.actor, found)
        hand_out_list(actor=self.actor, kind="in", count=len(found), village_id=village.pk)
        return super().get_context_data(
            title=_t("Danh sách hộ %(village)s") % {"village": village},
            village=village,
            lines=[(row, names.get(row.pk, "")) for row in found],
            **kwargs,
        )


def phone_word(has_smartphone: bool | None) -> str:
    return {True: _t("có"), False: _t("không"), None: ""}[has_smartphone]


def village_title(village: Village) -> str:
    return capfirst(str(village))


def _choices() -> list[Choice]:
    return [
        Choice("", _t("Đang dùng")),
        Choice("khong-may", _t("Không có điện thoại thông minh")),
        Choice("chua-ro-may", _t("Chưa rõ điện thoại")),
        Choice("chua-ro-cum", _t("Chưa rõ cụm")),
        Choice("da-dong", _t("Đã đóng")),
    ]
