"""Số này lấy ở đâu? Every number the commune may be asked for, with its system, or with none."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.addresses import FilterLink, address
from xaso.core.pages.keyset import part_of
from xaso.core.pages.pages import TextPage
from xaso.core.pages.workbook import Column, workbook_response
from xaso.lib.text import fold
from xaso.modules.systems.queries.maps import holders
from xaso.modules.systems.queries.sources import NumberSource, number_sources

ROWS_A_PAGE = 30
LOST, KNOWN = "chua-ghi", "da-ghi"


def systems_of(row: NumberSource) -> str:
    own = [_t("Xã Số tự đếm")] if row.is_counted else []
    return "; ".join([*(source.system.name for source in row.sources), *own])


def people_of(row: NumberSource) -> str:
    return "; ".join(filter(None, (holders(source.system) for source in row.sources)))


def last_of(row: NumberSource) -> Any:
    days = [source.system.last_date for source in row.sources if source.system.last_date]
    return max(days, default=None)


COLUMNS = (
    Column(_("Số liệu"), lambda row: capfirst(row.number.name), 50),
    Column(_("Đơn vị"), lambda row: row.number.unit, 12),
    Column(_("Lấy ở hệ thống"), systems_of, 50),
    Column(_("Xem ở mục"), lambda row: "; ".join(s.where for s in row.sources if s.where), 40),
    Column(_("Người có tài khoản"), people_of, 40),
    Column(_("Trích xuất gần nhất"), last_of, 18),
)


class Numbers(TextPage):
    right = "systems.read"
    template_name = "systems/numbers.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("tai") == "xlsx":
            return workbook_response("so-nay-lay-o-dau", COLUMNS, self.rows)
        return super().get(request, *args, **kwargs)

    @cached_property
    def asked(self) -> list[NumberSource]:
        words = fold(self.request.GET.get("q", "")).split()
        rows = number_sources(self.actor.commune, timezone.localdate())
        return [row for row in rows if all(word in _said(row) for word in words)]

    @cached_property
    def rows(self) -> list[NumberSource]:
        chosen = self.request.GET.get("loc", "")
        if chosen == LOST:
            return [row for row in self.asked if row.is_lost]
        return [row for row in self.asked if not row.is_lost] if chosen == KNOWN else self.asked

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = part_of(self.rows, self.request.GET.get("sau", ""), ROWS_A_PAGE)
        lines = [
            (row, [(source, holders(source.system)) for source in row.sources])
            for row in page.rows
        ]
        return super().get_context_data(
            title=_t("Số này lấy ở đâu?"),
            slice=page,
            lines=lines,
            filters=self._filters(),
            typed=self.request.GET.get("q", ""),
            xlsx=address(self.request, tai="xlsx"),
            may_write=self.actor.may("systems.write"),
            may_read_numbers=self.actor.may("indicators.read"),
            **kwargs,
        )

    def _filters(self) -> list[FilterLink]:
        now = self.request.GET.get("loc", "")
        lost = sum(row.is_lost for row in self.asked)
        words = (
            ("", _t("Tất cả"), len(self.asked)),
            (LOST, _t("Chưa ghi nơi lấy"), lost),
            (KNOWN, _t("Đã ghi"), len(self.asked) - lost),
        )
        return [
            FilterLink(word, address(self.request, loc=code), code == now, count)
            for code, word, count in words
        ]


def _said(row: NumberSource) -> str:
    return fold(f"{row.number.name} {row.number.code} {systems_of(row)}")
