"""All drives of the commune, those under way on top."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.addresses import FilterLink, address
from xaso.core.pages.pages import ListPage
from xaso.core.pages.workbook import Column
from xaso.modules.campaigns.models import Campaign, State
from xaso.modules.campaigns.queries.boards import with_counts
from xaso.modules.campaigns.queries.totals import percent_text, share

CHOICES = ("", State.OPEN, State.DRAFT, State.LOCKED)


class CampaignList(ListPage):
    right = "campaigns.read"
    model = Campaign
    template_name = "campaigns/list.html"
    order = ("place", "-to_date", "pk")
    export_name = "dot-ra-quan"
    columns = (
        Column(_("Mã"), lambda row: row.code, 12),
        Column(_("Tên đợt"), lambda row: row.name, 40),
        Column(_("Từ ngày"), lambda row: row.from_date, 12),
        Column(_("Đến ngày"), lambda row: row.to_date, 12),
        Column(_("Tình trạng"), lambda row: row.get_state_display(), 16),
        Column(_("Đơn vị"), lambda row: row.get_unit_display(), 10),
        Column(_("Chỉ tiêu"), lambda row: row.target_sum, 12),
        Column(_("Xong"), lambda row: row.done_sum if row.reported_count else None, 12),
        Column(_("Thôn đã báo"), lambda row: f"{row.reported_count}/{row.village_count}", 14),
    )

    def get_queryset(self) -> QuerySet[Campaign]:
        rows = with_counts(self.actor.commune)
        chosen = self.request.GET.get("loc", "")
        if chosen in State.values:
            rows = rows.filter(state=chosen)
        if typed := self.request.GET.get("q", "").strip():
            rows = rows.filter(name__icontains=typed)
        return rows.order_by(*self.order)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "title": _t("Đợt ra quân"),
            "lines": [(row, _percent(row)) for row in context["slice"].rows],
            "filters": self._filters(),
            "typed": self.request.GET.get("q", ""),
            "may_write": self.actor.may("campaigns.write"),
        }

    def _filters(self) -> list[FilterLink]:
        now = self.request.GET.get("loc", "")
        words = {"": _t("Tất cả"), **dict(State.choices)}
        return [
            FilterLink(str(words[value]), address(self.request, loc=value), value == now)
            for value in CHOICES
        ]


def _percent(row: Any) -> tuple[Any, str]:
    """Never without the villages that have reported."""
    percent = share(row.done_sum, row.target_sum) if row.reported_count else None
    return percent, percent_text(percent) if percent is not None else ""
