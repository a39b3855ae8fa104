"""What pages read of a drive: counts kept by village, never the checkpoints."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Sum, Value, When

from xaso.core.rights.actor import Actor
from xaso.core.units.models import Commune
from xaso.modules.campaigns.models import (
    Campaign,
    CampaignItem,
    CampaignVillage,
    Checkpoint,
    State,
)

STATE_ORDER = Case(
    When(state=State.OPEN, then=Value(0)),
    When(state=State.DRAFT, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


def with_counts(commune: Commune) -> QuerySet[Campaign]:
    """Each with what its villages have reached, open ones first."""
    return (
        Campaign.objects.of(commune)
        .select_related("owner")
        .annotate(
            place=STATE_ORDER,
            village_count=Count("villages"),
            reported_count=Count("villages", filter=Q(villages__reported_at__isnull=False)),
            target_sum=Sum("villages__target"),
            done_sum=Sum("villages__done", default=0),
        )
    )


def village_rows(campaign: Campaign) -> list[CampaignVillage]:
    rows = CampaignVillage.objects.filter(campaign=campaign)
    ordered = rows.select_related("village", "responsible").order_by(
        "village__name_folded", "village_id"
    )
    return list(ordered)


def village_row(campaign: Campaign, village_id: UUID) -> CampaignVillage:
    rows = CampaignVillage.objects.filter(campaign=campaign).select_related("village")
    return rows.get(village=village_id)


def items_of(campaign: Campaign, village_id: UUID) -> QuerySet[CampaignItem]:
    rows = CampaignItem.objects.filter(campaign=campaign, village=village_id)
    return rows.select_related("household", "cluster")


def own_rows(actor: Actor, today: date) -> list[CampaignVillage]:
    """Open drives of the villages within reach, the one that ends first on top."""
    rows = CampaignVillage.objects.of(actor.commune).filter(
        campaign__state=State.OPEN, campaign__from_date__lte=today
    )
    if actor.village_ids is not None:
        rows = rows.filter(village__in=actor.village_ids)
    return list(
        rows.select_related("campaign", "village").order_by(
            "campaign__to_date", "campaign_id", "village__name_folded"
        )[:40]
    )


def reports_of(campaign: Campaign, village_id: UUID, most: int) -> list[Checkpoint]:
    rows = Checkpoint.objects.filter(campaign=campaign, village=village_id)
    return list(rows.select_related("by", "item").order_by("-at", "-pk")[:most])
