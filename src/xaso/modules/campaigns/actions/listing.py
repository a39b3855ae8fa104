"""The list of a drive: made from the households of its villages, brought up to date, or put in the
place of plain counting."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.residents.models import Household
from xaso.core.rights.actor import Actor
from xaso.modules.campaigns.models import (
    Campaign,
    CampaignItem,
    CampaignVillage,
    Mode,
    State,
    Unit,
)

from .rows import held_campaign, recount

MOST_NAMED = 5


@transaction.atomic
def refresh_list(*, actor: Actor, campaign_id: UUID) -> Campaign:
    """New households join with the next numbers; closed ones nobody has been to leave."""
    actor.must("campaigns.write")
    campaign = held_campaign(actor, campaign_id, (State.OPEN,))
    if not campaign.is_list:
        raise ValidationError(_("Đợt này đếm số, không có danh sách hộ."))
    gone, _each = CampaignItem.objects.filter(
        campaign=campaign, state="", household__closed_at__isnull=False, checkpoints=None
    ).delete()
    added = fill_lists(campaign)
    record(
        "campaigns.list.refreshed",
        actor=actor,
        subject_id=campaign.pk,
        added=added,
        gone=gone,
    )
    return campaign


@transaction.atomic
def switch_to_list(*, actor: Actor, campaign_id: UUID, at: datetime) -> Campaign:
    """From counting to the list of households. What was counted stays to be seen beside it, and no
    household is ticked by it."""
    actor.must("campaigns.write")
    campaign = held_campaign(actor, campaign_id, (State.DRAFT, State.OPEN))
    if campaign.is_list:
        raise ValidationError(_("Đợt này đã theo danh sách hộ rồi."))
    if campaign.unit != Unit.HOUSEHOLD:
        raise ValidationError(_("Chỉ đợt đếm theo hộ mới chuyển sang danh sách hộ được."))
    was_open = campaign.state == State.OPEN
    campaign.mode = Mode.LIST
    campaign.version += 1
    campaign.save()
    if was_open:
        for row in CampaignVillage.objects.filter(campaign=campaign, reported_at__isnull=False):
            row.counted_before = row.done
            row.save(update_fields=["counted_before"])
        fill_lists(campaign)
    record("campaigns.campaign.listed", actor=actor, subject_id=campaign.pk, at=at.isoformat())
    return campaign


def fill_lists(campaign: Campaign) -> int:
    """Households that are not in the list yet come in by cluster and code. Returns how many."""
    rows = CampaignVillage.objects.filter(campaign=campaign).select_related("village")
    villages = {row.village_id: row for row in rows}
    items = CampaignItem.objects.filter(campaign=campaign)
    households = Household.objects.of(campaign.commune).filter(
        village__in=villages, closed_at=None
    )
    missing = households.exclude(pk__in=items.values("household"))
    new = []
    for household in missing.order_by("village_id", "cluster__name", "code"):
        row = villages[household.village_id]
        row.last_number += 1
        new.append(_item(campaign, household, row.last_number))
    _refuse_empty([row for row in villages.values() if not row.last_number])
    CampaignItem.objects.bulk_create(new, batch_size=500)
    for row in villages.values():
        recount(campaign, row)
        if row.target is None:
            row.target = row.listed
    CampaignVillage.objects.bulk_update(
        villages.values(), ["last_number", "target"], batch_size=200
    )
    return len(new)


def _item(campaign: Campaign, household: Household, number: int) -> CampaignItem:
    return CampaignItem(
        commune=campaign.commune,
        campaign=campaign,
        village_id=household.village_id,
        cluster_id=household.cluster_id,
        household=household,
        number=number,
    )


def _refuse_empty(rows: list[CampaignVillage]) -> None:
    if not rows:
        return
    names = ", ".join(row.village.name for row in rows[:MOST_NAMED])
    more = "…" if len(rows) > MOST_NAMED else ""
    raise ValidationError(
        _(
            "Chưa có danh sách hộ của %(count)d thôn: %(names)s%(more)s. Nhập danh sách ở trang "
            "Hộ dân, hoặc chọn cách đếm số."
        )
        % {"count": len(rows), "names": names, "more": more}
    )
