"""The board of one drive: the total, each village, who is left and why it did not work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.addresses import FilterLink, address
from xaso.core.pages.pages import TextPage
from xaso.core.pages.workbook import Column, workbook_response
from xaso.core.sync.lending import MOST_BYTES
from xaso.modules.campaigns.models import Campaign, CampaignVillage
from xaso.modules.campaigns.queries.boards import village_rows
from xaso.modules.campaigns.queries.totals import percent_text, share, totals_of
from xaso.modules.campaigns.reasons import top

SILENT, BEHIND = "chua-bao", "con-lai"
MOST_REASONS = 6
WHOLE = 100


@dataclass(frozen=True)
class Line:
    row: CampaignVillage
    percent: Fraction | None
    said: str
    left: int | None
    reason: str

    @property
    def is_silent(self) -> bool:
        return self.row.reported_at is None


COLUMNS = (
    Column(_("Thôn"), lambda line: capfirst(str(line.row.village)), 24),
    Column(_("Người phụ trách"), lambda line: line.row.responsible and line.row.responsible.full_name, 24),
    Column(_("Chỉ tiêu"), lambda line: line.row.target, 10),
    Column(_("Đã tới"), lambda line: None if line.is_silent else line.row.reached, 10),
    Column(_("Xong"), lambda line: None if line.is_silent else line.row.done, 10),
    Column(_("Chưa xong"), lambda line: None if line.is_silent else line.row.failed, 10),
    Column(_("Tiến độ"), lambda line: line.said, 12),
    Column(_("Lý do nhiều nhất"), lambda line: line.reason, 30),
)  # fmt: skip


class CampaignBoard(TextPage):
    right = "campaigns.read"
    template_name = "campaigns/board.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("tai") == "xlsx":
            campaign = self.campaign()
            rows = [line_of(row) for row in village_rows(campaign)]
            return workbook_response(campaign.code.lower(), COLUMNS, rows)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        campaign = self.campaign()
        rows = village_rows(campaign)
        totals = totals_of(rows)
        lines = [line_of(row) for row in rows]
        today = timezone.localdate()
        return super().get_context_data(
            title=campaign.name,
            campaign=campaign,
            totals=totals,
            lines=self.shown(lines),
            filters=self.filters(lines),
            reasons=top(totals.reasons)[:MOST_REASONS],
            recordings=campaign.recordings.select_related("file").order_by("language", "added_at"),
            most_for_phones=MOST_BYTES,
            days_left=(campaign.to_date - today).days,
            may_write=self.actor.may("campaigns.write"),
            may_report=self.actor.may("campaigns.report"),
            may_draft=self.actor.may("papers.draft"),
            may_see_task=self.actor.may("plans.read"),
            may_print=self.actor.may("residents.export"),
            **kwargs,
        )

    def campaign(self) -> Campaign:
        rows = Campaign.objects.of(self.actor.commune).select_related("owner")
        return rows.get(pk=self.kwargs["pk"])

    def shown(self, lines: Sequence[Line]) -> list[Line]:
        """The lowest share first, the silent ones at the end: they are no zeros."""
        chosen = self.request.GET.get("loc", "")
        if chosen == SILENT:
            return [line for line in lines if line.is_silent]
        if chosen == BEHIND:
            return sorted((line for line in lines if _is_behind(line)), key=_order)
        return list(lines)

    def filters(self, lines: Sequence[Line]) -> list[FilterLink]:
        counts = {
            "": len(lines),
            BEHIND: sum(_is_behind(line) for line in lines),
            SILENT: sum(line.is_silent for line in lines),
        }
        words = {"": _t("Mọi thôn"), BEHIND: _t("Đã báo, chưa đạt"), SILENT: _t("Chưa báo")}
        now = self.request.GET.get("loc", "")
        return [
            FilterLink(words[value], address(self.request, loc=value), value == now, count)
            for value, count in counts.items()
        ]


def line_of(row: CampaignVillage) -> Line:
    percent = None if row.reported_at is None else share(row.done, row.target)
    found = top(row.reasons)
    return Line(
        row=row,
        percent=percent,
        said=percent_text(percent) if percent is not None else "",
        left=_left(row),
        reason=f"{found[0][0]} ({found[0][1]})" if found else "",
    )


def _left(row: CampaignVillage) -> int | None:
    """Nobody knows while the village is silent, unless it has a list."""
    if row.listed:
        return row.listed - row.done
    if row.reported_at is None or row.target is None:
        return None
    return max(row.target - row.done, 0)


def _is_behind(line: Line) -> bool:
    return line.percent is not None and line.percent < WHOLE


def _order(line: Line) -> Fraction:
    return line.percent if line.percent is not None else Fraction(0)
