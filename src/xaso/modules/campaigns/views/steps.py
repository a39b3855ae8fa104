"""Pages that do one thing to one drive."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone

from xaso.core.pages.pages import ActionPage
from xaso.core.pages.whole import WholePage
from xaso.modules.campaigns.models import Campaign


class CampaignStep(ActionPage):
    right = "campaigns.write"
    template_name = "campaigns/step.html"
    needs_moment = False
    """The action takes `at`."""

    @cached_property
    def campaign(self) -> Campaign:
        rows = Campaign.objects.of(self.actor.commune).select_related("owner")
        return rows.get(pk=self.kwargs["pk"])

    def given(self) -> dict[str, Any]:
        moment = {"at": timezone.now()} if self.needs_moment else {}
        return {"campaign_id": self.campaign.pk, **moment}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            campaign=self.campaign,
            thing=self.campaign,
            cancel_url=self.campaign.get_absolute_url(),
            **kwargs,
        )

    def next_url(self, result: Any) -> str:
        return reverse("campaigns:campaign", args=[self.campaign.pk])


class WholeOfCampaign(WholePage, CampaignStep):
    """Saves what others may be saving at once."""

    right = "campaigns.write"

    def belongs_to(self) -> Campaign:
        return self.campaign
