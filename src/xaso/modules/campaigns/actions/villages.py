"""Which villages take part, what each is to reach, and who answers for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.people.models import Account
from xaso.core.people.queries import village_heads_on
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Village
from xaso.modules.campaigns.models import Campaign, CampaignVillage, State

from .listing import fill_lists
from .rows import held_campaign


@transaction.atomic
def set_villages(
    *, actor: Actor, campaign_id: UUID, targets: Mapping[UUID, int | None], at: datetime
) -> Campaign:
    """`targets`: the villages that take part, each with its number or None."""
    actor.must("campaigns.write")
    campaign = held_campaign(actor, campaign_id, (State.DRAFT, State.OPEN))
    there = {
        row.village_id: row
        for row in CampaignVillage.objects.filter(campaign=campaign).select_related("village")
    }
    known = set(
        Village.objects.of(actor.commune)
        .filter(pk__in=targets.keys() - there.keys(), closed_at=None)
        .values_list("pk", flat=True)
    )
    _take_out([row for key, row in there.items() if key not in targets])
    CampaignVillage.objects.bulk_create(
        CampaignVillage(
            commune=actor.commune, campaign=campaign, village_id=key, target=targets[key]
        )
        for key in targets
        if key in known
    )
    moved = [row for key, row in there.items() if key in targets and row.target != targets[key]]
    for row in moved:
        row.target = targets[row.village_id]
    CampaignVillage.objects.bulk_update(moved, ["target"], batch_size=200)
    if campaign.state == State.OPEN:
        put_heads(campaign, at)
        if campaign.is_list:
            fill_lists(campaign)
    record("campaigns.villages.set", actor=actor, subject_id=campaign.pk, count=len(targets))
    return campaign


@transaction.atomic
def set_responsible(
    *, actor: Actor, campaign_id: UUID, village_id: UUID, account_id: UUID | None
) -> CampaignVillage:
    actor.must("campaigns.write")
    campaign = held_campaign(actor, campaign_id, (State.DRAFT, State.OPEN))
    row = CampaignVillage.objects.select_for_update().get(campaign=campaign, village=village_id)
    if account_id and not Account.objects.filter(
        commune=actor.commune, pk=account_id, is_active=True
    ):
        raise ValidationError({"account": _("Chọn người của xã đang dùng phần mềm.")})
    row.responsible_id = account_id
    row.save(update_fields=["responsible"])
    record(
        "campaigns.responsible.set",
        actor=actor,
        subject_id=campaign.pk,
        village=str(village_id),
    )
    return row


def put_heads(campaign: Campaign, at: datetime) -> None:
    """Where nobody was named, the head of the village answers for it."""
    bare = list(CampaignVillage.objects.filter(campaign=campaign, responsible=None))
    heads = village_heads_on(campaign.commune, timezone.localdate(at))
    for row in bare:
        row.responsible_id = heads.get(row.village_id)
    CampaignVillage.objects.bulk_update(bare, ["responsible"], batch_size=200)


def _take_out(rows: list[CampaignVillage]) -> None:
    told = [row for row in rows if row.reported_at]
    if told:
        raise ValidationError(
            _("%(villages)s đã báo kết quả nên không bỏ khỏi đợt được.")
            % {"villages": ", ".join(capfirst(str(row.village)) for row in told[:5])}
        )
    for row in rows:
        row.campaign.items.filter(village=row.village_id).delete()
        row.delete()
