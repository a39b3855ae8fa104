"""The map: every system the commune works in, what is overdue on top."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.addresses import FilterLink, address
from xaso.core.pages.pages import ListPage
from xaso.core.pages.workbook import Column
from xaso.modules.systems.models import Level, System
from xaso.modules.systems.queries.maps import (
    ORDER,
    counts_of,
    holders,
    in_use,
    map_rows,
    named_like,
    overdue,
    without_account,
)
from xaso.modules.systems.standing import standing

LATE, LONE, STOPPED = "qua-han", "khong-tai-khoan", "da-ngung"


class SystemList(ListPage):
    right = "systems.read"
    model = System
    template_name = "systems/list.html"
    order = ORDER
    page_size = 30
    export_name = "ban-do-phan-mem"
    columns = (
        Column(_("Hệ thống"), lambda row: row.name, 40),
        Column(_("Chủ quản"), lambda row: capfirst(row.get_level_display()), 20),
        Column(_("Cơ quan, đơn vị"), lambda row: row.owner_name, 24),
        Column(_("Dùng vào việc gì"), lambda row: row.purpose, 50),
        Column(_("Địa chỉ trang"), lambda row: row.web_address, 30),
        Column(_("Lấy số liệu ra"), lambda row: capfirst(row.get_way_out_display()), 24),
        Column(_("Kỳ trích xuất"), lambda row: capfirst(row.get_every_display()), 20),
        Column(_("Lần gần nhất"), lambda row: row.last_date, 14),
        Column(_("Hạn"), lambda row: row.due_date, 14),
        Column(
            _("Phụ trách"), lambda row: row.responsible.full_name if row.responsible else "", 24
        ),
        Column(_("Người có tài khoản"), holders, 40),
        Column(_("Số liệu giữ"), lambda row: row.figure_count, 12),
        Column(_("Ngừng dùng từ"), lambda row: row.stopped_date, 14),
    )

    def get_queryset(self) -> QuerySet[System]:
        rows = map_rows(self.actor.commune).filter(self._chosen())
        if typed := self.typed:
            rows = rows.filter(named_like(typed))
        if self.level:
            rows = rows.filter(level=self.level)
        return rows

    @property
    def typed(self) -> str:
        return self.request.GET.get("q", "").strip()

    @property
    def level(self) -> str:
        asked = self.request.GET.get("chu-quan", "")
        return asked if asked in Level.values else ""

    def _chosen(self) -> Q:
        today = timezone.localdate()
        kinds = {LATE: overdue(today), LONE: without_account(), STOPPED: ~in_use()}
        return kinds.get(self.request.GET.get("loc", ""), in_use())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        counts = counts_of(self.actor.commune, today)
        return {
            **context,
            "title": _t("Bản đồ phần mềm"),
            "lines": [(row, standing(row, today), holders(row)) for row in context["slice"].rows],
            "filters": self._filters(counts),
            "levels": [(code, capfirst(str(word))) for code, word in Level.choices],
            "level": self.level,
            "typed": self.typed,
            "is_narrowed": bool(self.typed or self.level or self.request.GET.get("loc")),
            "is_empty": not (counts["used"] or counts["stopped"]),
            "may_write": self.actor.may("systems.write"),
            "may_export": self.actor.may("systems.export"),
            "may_print": self.actor.may("papers.draft"),
        }

    def _filters(self, counts: dict[str, int]) -> list[FilterLink]:
        now = self.request.GET.get("loc", "")
        words = (
            ("", _t("Đang dùng"), counts["used"]),
            (LATE, _t("Quá hạn trích xuất"), counts["late"]),
            (LONE, _t("Không ai có tài khoản"), counts["lone"]),
            (STOPPED, _t("Đã ngừng"), counts["stopped"]),
        )
        return [
            FilterLink(word, address(self.request, loc=code), code == now, count)
            for code, word, count in words
        ]
