"""What leaves the screen: the morning sheet, words for the loudspeaker, the closing report."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t

from xaso.core.files.kinds import DOCX, PDF, XLSX
from xaso.core.pages.pages import Page, TextPage
from xaso.core.pages.workbook import download
from xaso.core.papers.produce import produce
from xaso.core.residents.actions import hand_out_list
from xaso.core.residents.names import clear_names
from xaso.modules.campaigns.models import Campaign, CampaignItem, CampaignVillage
from xaso.modules.campaigns.public.report import campaign_report
from xaso.modules.campaigns.queries.boards import items_of, village_row, village_rows
from xaso.modules.campaigns.queries.totals import totals_of
from xaso.modules.campaigns.reasons import reason_label
from xaso.modules.campaigns.spoken_words import bulletin, reminder
from xaso.modules.campaigns.templates_ready import spoken

MEDIA = {"docx": DOCX, "pdf": PDF, "xlsx": XLSX}


class MorningSheet(TextPage):
    """One village on paper: names by cluster and room to tick. It leaves a line in the diary."""

    right = "residents.export"
    template_name = "campaigns/sheet.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        campaign = _campaign(self)
        row = village_row(campaign, self.kwargs["village"])
        items = list(items_of(campaign, row.village_id).order_by("cluster__name", "number"))
        if items:
            hand_out_list(actor=self.actor, kind="in", count=len(items), village_id=row.village_id)
        return super().get_context_data(
            title=f"{capfirst(str(row.village))}: {campaign.name}",
            campaign=campaign,
            row=row,
            groups=_by_cluster(self.actor, items),
            steps=[line for line in campaign.steps.splitlines() if line.strip()],
            reasons=[reason_label(code) for code in campaign.reasons],
            days=range(7),
            **kwargs,
        )


class SpokenWords(TextPage):
    """Texts ready to read out or to paste; no program sends them by itself."""

    right = "campaigns.read"
    template_name = "campaigns/spoken.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        campaign = _campaign(self)
        rows = village_rows(campaign)
        chosen = self._chosen(rows)
        return super().get_context_data(
            title=_t("Lời phát loa và tin nhắn"),
            campaign=campaign,
            rows=rows,
            chosen=chosen,
            announcement=_announced(campaign, chosen) if chosen else "",
            bulletin=bulletin(campaign, rows, totals_of(rows), timezone.localdate()),
            reminder=reminder(campaign, rows),
            **kwargs,
        )

    def _chosen(self, rows: list[CampaignVillage]) -> CampaignVillage | None:
        wanted = self.request.GET.get("thon", "")
        found = (row for row in rows if str(row.village_id) == wanted)
        return next(found, rows[0] if rows else None)


class ReportFile(Page):
    right = "campaigns.read"

    def get(self, request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
        campaign = _campaign(self)
        if kind not in MEDIA:
            raise Http404
        paper = campaign_report(self.actor.commune, pk, timezone.localdate())
        content = getattr(produce(paper), kind)
        if content is None:
            raise Http404
        return download(content, f"bao-cao-{campaign.code.lower()}.{kind}", MEDIA[kind])


def _campaign(page: Any) -> Campaign:
    page.actor.must("campaigns.read")
    return Campaign.objects.of(page.actor.commune).get(pk=page.kwargs["pk"])


def _by_cluster(actor: Any, items: list[CampaignItem]) -> list[tuple[str, list[Any]]]:
    households = [item.household for item in items if item.household]
    names = clear_names(actor, households)
    grouped = groupby(items, key=lambda item: item.cluster.name if item.cluster else "")
    return [
        (cluster, [(item, _name(item, names)) for item in group]) for cluster, group in grouped
    ]


def _name(item: CampaignItem, names: dict[UUID, str]) -> str:
    return names.get(item.household_id, "") if item.household_id else ""


def _announced(campaign: Campaign, row: CampaignVillage) -> str:
    return spoken(
        campaign.announcement,
        village=row.village.name,
        first=campaign.from_date,
        last=campaign.to_date,
        target=row.target,
    )
