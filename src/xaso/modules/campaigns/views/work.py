"""The work of one village in one drive: on the phone of its head, and as the office sees it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.addresses import FilterLink, address, own_address
from xaso.core.pages.pages import ActionPage, ListPage, NothingForm, TextPage
from xaso.core.residents.names import name_seen
from xaso.core.ui.notices import tell
from xaso.modules.campaigns import actions
from xaso.modules.campaigns.forms.reporting import TickForm
from xaso.modules.campaigns.models import (
    Campaign,
    CampaignItem,
    CampaignVillage,
    Checkpoint,
    Result,
    State,
)
from xaso.modules.campaigns.queries.boards import items_of, own_rows, reports_of, village_row
from xaso.modules.campaigns.queries.totals import percent_text, share
from xaso.modules.campaigns.reasons import reason_label

LEFT, FAILED, DONE, ALL = "", "chua-xong", "xong", "tat-ca"
FILTERS = {
    LEFT: Q(state__in=("", Result.ABSENT)),
    FAILED: Q(state=Result.FAILED),
    DONE: Q(state=Result.DONE),
    ALL: Q(),
}
SHOWN_REPORTS = 12


@dataclass(frozen=True)
class Line:
    item: CampaignItem
    name: str
    reason: str


class OwnCampaigns(TextPage):
    """What a village head has under way, of all villages the head answers for."""

    right = "campaigns.village"
    template_name = "campaigns/own.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        rows = own_rows(self.actor, today)
        return super().get_context_data(
            title=_t("Đợt ra quân"),
            lines=[(row, _said(row), (row.campaign.to_date - today).days) for row in rows],
            **kwargs,
        )


class VillageWork(ListPage):
    """Households to tick, or the numbers sent so far. The office and the village see the same."""

    right = "campaigns.read"
    model = CampaignItem
    template_name = "campaigns/work.html"
    order = ("number",)
    page_size = 30
    is_of_village = False

    @cached_property
    def campaign(self) -> Campaign:
        return Campaign.objects.of(self.actor.commune).get(pk=self.kwargs["pk"])

    @cached_property
    def row(self) -> CampaignVillage:
        if not self.actor.reaches_village(self.kwargs["village"]):
            raise ObjectDoesNotExist
        return village_row(self.campaign, self.kwargs["village"])

    def get_queryset(self) -> QuerySet[CampaignItem]:
        rows = items_of(self.campaign, self.row.village_id)
        return rows.filter(FILTERS.get(self.chosen, FILTERS[LEFT])).order_by(*self.order)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, campaign = self.row, self.campaign
        context = super().get_context_data(**kwargs)
        items = context["slice"].rows if campaign.is_list else []
        is_open = campaign.state == State.OPEN
        return {
            **context,
            "title": f"{capfirst(str(row.village))}: {campaign.name}",
            "campaign": campaign,
            "row": row,
            "said": _said(row),
            "lines": [_line(self.actor, item) for item in items],
            "filters": self._filters() if campaign.is_list else [],
            "reports": _reports(self.request, campaign, row),
            "may_report": is_open and self.actor.may("campaigns.report"),
            "may_write": is_open and self.actor.may("campaigns.write"),
            "may_print": self.actor.may("residents.export"),
            "is_of_village": self.is_of_village,
            "here": self.request.get_full_path(),
        }

    @property
    def chosen(self) -> str:
        return self.request.GET.get("loc", LEFT)

    def _filters(self) -> list[FilterLink]:
        row = self.row
        counts = {
            LEFT: row.listed - row.done - row.failed,
            FAILED: row.failed,
            DONE: row.done,
            ALL: row.listed,
        }
        words = {
            LEFT: _t("Còn phải tới"),
            FAILED: _t("Chưa xong"),
            DONE: _t("Xong"),
            ALL: _t("Tất cả"),
        }
        return [
            FilterLink(words[key], address(self.request, loc=key), key == self.chosen, count)
            for key, count in counts.items()
        ]


class OwnVillageWork(VillageWork):
    right = "campaigns.village"
    is_of_village = True


class ItemStep(ActionPage):
    """One household of a list; afterwards back to where the person was."""

    right = "campaigns.report"

    @cached_property
    def item(self) -> CampaignItem:
        rows = CampaignItem.objects.of(self.actor.commune)
        item = rows.select_related("campaign", "village", "household").get(pk=self.kwargs["pk"])
        if not self.actor.reaches_village(item.village_id):
            raise ObjectDoesNotExist
        return item

    def given(self) -> dict[str, Any]:
        return {"item_id": self.item.pk, "at": timezone.now()}

    def next_url(self, result: Any) -> str:
        asked = self.request.POST.get("next") or self.request.GET.get("next", "")
        return own_address(self.request, asked) or self.village_url()

    def village_url(self) -> str:
        """The page of this village that this person may open."""
        own = self.actor.may("campaigns.village")
        name = "campaigns:own-village" if own else "campaigns:office-village"
        return reverse(name, args=[self.item.campaign_id, self.item.village_id])


class TickItem(ItemStep):
    """A press on "Xong" comes straight here; "Chưa" opens the reasons as large buttons."""

    form_class = TickForm
    action = actions.tick_item
    template_name = "campaigns/tick.html"
    title = _("Vì sao chưa xong?")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        household = self.item.household
        return super().get_context_data(
            item=self.item,
            name=name_seen(self.actor, household) if household else "",
            reasons=[(code, reason_label(code)) for code in self.item.campaign.reasons],
            next=self.request.GET.get("next", ""),
            cancel_url=self.next_url(None),
            **kwargs,
        )

    def done(self, result: Checkpoint) -> Any:
        words = {"number": self.item.number, "result": Result(result.result).label}
        said = _t("Số %(number)d: %(result)s.") % words
        back = self.next_url(result)
        undo = reverse("campaigns:untick", args=[self.item.pk])
        tell(self.request, said, undo=f"{undo}?next={quote(back)}")
        return super().done(result)


class UntickItem(ItemStep):
    form_class = NothingForm
    action = actions.undo_tick
    title = _("Bỏ đánh dấu")
    submit_label = _("Bỏ đánh dấu")
    done_message = _("Đã bỏ đánh dấu.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lead = _t("Số %(number)d") % {"number": self.item.number}
        return super().get_context_data(lead=lead, cancel_url=self.village_url(), **kwargs)


def _line(actor: Any, item: CampaignItem) -> Line:
    name = name_seen(actor, item.household) if item.household else ""
    return Line(item, name, reason_label(item.reason) if item.reason else "")


def _said(row: CampaignVillage) -> str:
    """ "23/69 hộ, 33,33 %"; a silent village is told as silent."""
    if row.reported_at is None:
        return _t("chưa báo")
    percent = share(row.done, row.target)
    if percent is None:
        return _t("xong %(done)d") % {"done": row.done}
    words = {"done": row.done, "target": row.target, "percent": percent_text(percent)}
    return _t("xong %(done)d/%(target)d · %(percent)s") % words


def _reports(request: Any, campaign: Campaign, row: CampaignVillage) -> list[Checkpoint]:
    """Of a list only when asked for: most people come to tick."""
    if campaign.is_list and "lich_su" not in request.GET:
        return []
    return reports_of(campaign, row.village_id, SHOWN_REPORTS)
