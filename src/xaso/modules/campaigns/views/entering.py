"""Numbers typed in: by the village for its day, by the office for a village that called."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.ui.notices import tell
from xaso.modules.campaigns import actions
from xaso.modules.campaigns.forms.reporting import CountsForm, OfficeCountsForm, SheetForm
from xaso.modules.campaigns.models import CampaignVillage
from xaso.modules.campaigns.queries.boards import village_row, village_rows

from .steps import CampaignStep


class VillageStep(CampaignStep):
    right = "campaigns.report"

    @cached_property
    def row(self) -> CampaignVillage:
        if not self.actor.reaches_village(self.kwargs["village"]):
            raise ObjectDoesNotExist
        return village_row(self.campaign, self.kwargs["village"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "campaign": self.campaign}

    def given(self) -> dict[str, Any]:
        return {
            "campaign_id": self.campaign.pk,
            "village_id": self.row.village_id,
            "at": timezone.now(),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(row=self.row, **kwargs)
        return {**context, "title": self.title or capfirst(str(self.row.village))}


class ReportCounts(VillageStep):
    """Three numbers and the reasons; or one press: "Hôm nay không đi"."""

    right = "campaigns.village"
    form_class = CountsForm
    action = actions.report_counts
    template_name = "campaigns/counts.html"
    face = "field"

    def refused(self, form: Any, error: ValidationError) -> HttpResponse:
        form.needs_sure = getattr(error, "code", "") == "sum"
        return super().refused(form, error)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("campaigns:own-village", args=[self.campaign.pk, self.row.village_id])
        context = super().get_context_data(face=self.face, **kwargs)
        return {**context, "cancel_url": back}

    def done(self, result: Any) -> HttpResponse:
        tell(self.request, _t("Xã đã nhận số của ngày %(day)s.") % {"day": _day(result.day)})
        return super().done(result)

    def next_url(self, result: Any) -> str:
        return reverse("campaigns:own-village", args=[self.campaign.pk, self.row.village_id])


class EnterCounts(ReportCounts):
    """By phone in the evening: type, Enter, and the next village that is still silent stands there."""

    right = "campaigns.enter"
    form_class = OfficeCountsForm
    template_name = "campaigns/enter.html"
    face = "desk"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        waiting = self._waiting()
        return {
            **context,
            "cancel_url": self.campaign.get_absolute_url(),
            "waiting": waiting,
            "next_row": waiting[0] if waiting else None,
        }

    def done(self, result: Any) -> HttpResponse:
        words = {"village": capfirst(str(self.row.village)), "day": _day(result.day)}
        tell(self.request, _t("Đã ghi %(village)s, ngày %(day)s.") % words)
        return super(ReportCounts, self).done(result)

    def next_url(self, result: Any) -> str:
        waiting = self._waiting()
        if not waiting:
            return self.campaign.get_absolute_url()
        return reverse("campaigns:enter", args=[self.campaign.pk, waiting[0].village_id])

    def _waiting(self) -> list[CampaignVillage]:
        """Villages that have not said anything about today, from this one on and round again."""
        today = timezone.localdate()
        rows = village_rows(self.campaign)
        keys = [row.village_id for row in rows]
        at = keys.index(self.row.village_id)
        round_again = [*rows[at + 1 :], *rows[:at]]
        return [row for row in round_again if row.reported_day != today]


class EnterSheet(VillageStep):
    """A sheet of paper that came back, typed in by the numbers on it. Keyboard only."""

    form_class = SheetForm
    action = actions.enter_sheet
    template_name = "campaigns/sheet_entry.html"
    submit_label = _("Ghi phiếu")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("campaigns:office-village", args=[self.campaign.pk, self.row.village_id])
        context = super().get_context_data(**kwargs)
        return {**context, "cancel_url": back}

    def done(self, result: int) -> HttpResponse:
        tell(self.request, _t("Đã ghi %(count)d hộ từ phiếu.") % {"count": result})
        return super().done(result)

    def next_url(self, result: Any) -> str:
        own = self.actor.may("campaigns.village")
        name = "campaigns:own-village" if own else "campaigns:office-village"
        return reverse(name, args=[self.campaign.pk, self.row.village_id])


def _day(day: Any) -> str:
    return f"{day.day}/{day.month}"
