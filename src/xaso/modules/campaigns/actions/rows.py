"""Rows the actions share, locked for the writer; counts kept in the same transaction."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor
from xaso.modules.campaigns.models import Campaign, CampaignVillage, State
from xaso.modules.campaigns.queries.counting import KEPT, counts_of, put


def held_campaign(actor: Actor, campaign_id: UUID, states: Collection[str]) -> Campaign:
    campaign = Campaign.objects.of(actor.commune).select_for_update().get(pk=campaign_id)
    if campaign.state not in states:
        raise ValidationError(_told(campaign.state))
    return campaign


def open_campaign_of(actor: Actor, campaign_id: UUID) -> Campaign:
    """Read only: whoever reports must not wait for another village."""
    campaign = Campaign.objects.of(actor.commune).get(pk=campaign_id)
    if campaign.state != State.OPEN:
        raise ValidationError(_told(campaign.state))
    return campaign


def held_village(actor: Actor, campaign: Campaign, village_id: UUID) -> CampaignVillage:
    if not actor.reaches_village(village_id):
        raise ObjectDoesNotExist
    rows = CampaignVillage.objects.filter(campaign=campaign).select_for_update()
    return rows.get(village=village_id)


def recount(campaign: Campaign, row: CampaignVillage) -> None:
    if put(row, counts_of(campaign, row.village_id)):
        row.version += 1
        row.save(update_fields=[*KEPT, "version"])


def _told(state: str) -> str:
    return {
        State.DRAFT: _("Đợt này đang chuẩn bị, chưa mở."),
        State.OPEN: _("Đợt này đang ra quân, không làm được việc này nữa."),
        State.LOCKED: _("Đợt này đã khóa sổ, không ghi thêm được."),
    }[State(state)]
