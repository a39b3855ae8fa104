"""The end of a drive: its books are closed, and later its lists are forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from xaso.core.events.record import record
from xaso.core.law.queries import rule_number
from xaso.core.rights.actor import Actor
from xaso.lib.ids import new_id
from xaso.modules.campaigns.models import Campaign, CampaignItem, State

from .rows import held_campaign

RETENTION = "retention.campaign.list.days"


@transaction.atomic
def lock_campaign(
    *, actor: Actor, campaign_id: UUID, at: datetime, proposals: str = ""
) -> Campaign:
    """Nothing is reported any more; what was counted is final."""
    actor.must("campaigns.write")
    campaign = held_campaign(actor, campaign_id, (State.OPEN,))
    campaign.state, campaign.locked_at = State.LOCKED, at
    campaign.proposals = proposals.strip()
    campaign.version += 1
    campaign.save()
    record("campaigns.campaign.locked", actor=actor, subject_id=campaign.pk, code=campaign.code)
    return campaign


@transaction.atomic
def forget_lists(*, actor: Actor, at: datetime) -> int:
    """The rows of households of drives locked long ago go; counts and reasons of each village stay.
    Returns how many drives."""
    actor.must("campaigns.write")
    days = rule_number(RETENTION, on=timezone.localdate(at))
    old = Campaign.objects.of(actor.commune).filter(
        state=State.LOCKED, locked_at__lt=at - timedelta(days=days), lists_purged_at=None
    )
    campaigns = list(old.select_for_update())
    for campaign in campaigns:
        items = CampaignItem.objects.filter(campaign=campaign)
        campaign.checkpoints.filter(item__isnull=False).update(item=None)
        items._raw_delete(items.db)
        campaign.lists_purged_at = at
        campaign.save(update_fields=["lists_purged_at"])
    if campaigns:
        record(
            "campaigns.lists.forgotten",
            actor=actor,
            subject_id=new_id(),
            campaigns=len(campaigns),
        )
    return len(campaigns)
