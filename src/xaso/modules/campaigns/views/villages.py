"""Which villages take part, what each is to reach, who answers for it."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from xaso.core.events.queries import Happening
from xaso.core.people.queries import people_by_name
from xaso.core.residents.queries import counts_by_village
from xaso.core.units.models import Village
from xaso.modules.campaigns import actions
from xaso.modules.campaigns.forms.campaign import ResponsibleForm
from xaso.modules.campaigns.forms.villages import VillagesForm
from xaso.modules.campaigns.models import CampaignVillage
from xaso.modules.campaigns.queries.boards import village_row
from xaso.modules.campaigns.templates_ready import ready_campaigns, share_of, split_evenly

from .steps import WholeOfCampaign


class CampaignVillages(WholeOfCampaign):
    form_class = VillagesForm
    template_name = "campaigns/villages.html"
    action = actions.set_villages
    saved_by = "villages.set"
    needs_moment = True
    title = _("Thôn tham gia và chỉ tiêu")
    submit_label = _("Lưu thôn và chỉ tiêu")
    done_message = _("Đã lưu thôn và chỉ tiêu.")

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = Village.objects.of(self.actor.commune).filter(closed_at=None)
        villages = list(rows.order_by("name_folded", "pk"))
        households = dict(counts_by_village(self.actor.commune))
        now = CampaignVillage.objects.filter(campaign=self.campaign)
        return {
            **super().get_form_kwargs(),
            "villages": villages,
            "now": dict(now.values_list("village", "target")),
            "offers": self._offers(villages, households),
            "households": households,
        }

    def _offers(
        self, villages: list[Village], households: dict[UUID, int]
    ) -> dict[UUID, int | None]:
        """What the pattern of the drive asks of each village; numbers an officer may change."""
        ready = ready_campaigns().get(self.campaign.template_code)
        if ready is None:
            return dict.fromkeys((village.pk for village in villages), None)
        if ready.split:
            return dict.fromkeys(
                (village.pk for village in villages), split_evenly(ready.split, len(villages))
            )
        return {
            village.pk: share_of(
                households.get(village.pk, village.household_count), ready.share or 0
            )
            for village in villages
        }


class Responsible(WholeOfCampaign):
    form_class = ResponsibleForm
    action = actions.set_responsible
    saved_by = "responsible.set"
    title = _("Người phụ trách thôn")
    done_message = _("Đã cử người phụ trách.")

    @cached_property
    def row(self) -> CampaignVillage:
        return village_row(self.campaign, self.kwargs["village"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "people": people_by_name(self.actor.commune)}

    def get_initial(self) -> dict[str, Any]:
        return {"account": str(self.row.responsible_id or "")}

    def given(self) -> dict[str, Any]:
        return {**super().given(), "village_id": self.row.village_id}

    def is_a_save(self, happening: Happening) -> bool:
        of_this = happening.data.get("village") == str(self.row.village_id)
        return of_this and super().is_a_save(happening)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(said=capfirst(str(self.row.village)), **kwargs)

    def next_url(self, result: Any) -> str:
        return reverse("campaigns:office-village", args=[self.campaign.pk, self.row.village_id])
