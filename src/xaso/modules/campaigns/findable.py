"""Drives in the search box of the header."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.events.touched import subject
from xaso.core.search.kinds import Found, Kind, VillageDoor, offer
from xaso.lib.dates import write_date

from .models import Campaign, CampaignVillage, State


def describe(campaign: Campaign) -> Found:
    days = f"{write_date(campaign.from_date)} – {write_date(campaign.to_date)}"
    return Found(
        title=campaign.name,
        code=campaign.code,
        hint=f"{campaign.code} · {days}",
        texts=(campaign.goal,),
        is_over=campaign.state == State.LOCKED,
    )


def villages_of(ids: Collection[UUID]) -> Mapping[UUID, Collection[UUID]]:
    """Of drives people of a village have a page for: not of those still being prepared."""
    rows = CampaignVillage.objects.filter(campaign__in=ids).exclude(campaign__state=State.DRAFT)
    found = defaultdict(set)
    for campaign, village in rows.values_list("campaign", "village"):
        found[campaign].add(village)
    return found


offer(
    Kind(
        name="ra-quan",
        label=_("Đợt ra quân"),
        model=Campaign,
        describe=describe,
        right="campaigns.read",
        address=lambda pk: reverse("campaigns:campaign", args=[pk]),
        heard={"campaigns.campaign.*": subject, "campaigns.villages.set": subject},
        villages=villages_of,
        door=VillageDoor(
            "campaigns.village",
            lambda pk, village: reverse("campaigns:own-village", args=[pk, village]),
        ),
        order=35,
    )
)
