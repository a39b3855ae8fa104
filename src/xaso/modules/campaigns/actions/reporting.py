"""What villages report of a list: a household ticked, a sheet of paper typed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.lib.ids import new_id
from xaso.modules.campaigns.models import Campaign, CampaignItem, Checkpoint, Result, Source
from xaso.modules.campaigns.queries.counting import Standing, standing_of

from .rows import held_village, open_campaign_of, recount
from .telling import told_by


@transaction.atomic
def tick_item(
    *,
    actor: Actor,
    item_id: UUID,
    result: str,
    at: datetime,
    reason: str = "",
    stamped_at: datetime | None = None,
    device_seq: int | None = None,
    checkpoint_id: UUID | None = None,
) -> Checkpoint:
    """One household. Two people may tick the same one: both rows stay, it counts once."""
    actor.must("campaigns.report")
    item = _item(actor, item_id)
    campaign = open_campaign_of(actor, item.campaign_id)
    village = held_village(actor, campaign, item.village_id)
    tick = Checkpoint(
        id=checkpoint_id or new_id(),
        item=item,
        is_of_list=True,
        result=result,
        reason=_reason(campaign, result, reason),
        device_seq=device_seq,
        **told_by(actor, campaign, item.village_id, at, stamped_at, Source.OFFICE),
    )
    tick.save()
    _settle([item], [tick])
    recount(campaign, village)
    record(
        "campaigns.item.ticked",
        actor=actor,
        subject_id=campaign.pk,
        item=str(item.pk),
        result=result,
    )
    return tick


@transaction.atomic
def undo_tick(
    *,
    actor: Actor,
    item_id: UUID,
    at: datetime,
    stamped_at: datetime | None = None,
    checkpoint_id: UUID | None = None,
) -> Checkpoint:
    """The newest word about a household is taken back, or the very one that is named; it stays in
    the history."""
    actor.must("campaigns.report")
    item = _item(actor, item_id)
    campaign = open_campaign_of(actor, item.campaign_id)
    village = held_village(actor, campaign, item.village_id)
    rows = list(item.checkpoints.order_by("at", "pk"))
    back = {row.replaces_id for row in rows}
    held = [row for row in rows if row.result != Result.UNDONE and row.pk not in back]
    held = [row for row in held if checkpoint_id in (None, row.pk)]
    if not held:
        raise ValidationError(_("Hộ này chưa có gì để bỏ đánh dấu."))
    undone = Checkpoint(
        item=item,
        is_of_list=True,
        result=Result.UNDONE,
        replaces=held[-1],
        **told_by(actor, campaign, item.village_id, at, stamped_at, Source.OFFICE),
    )
    undone.save()
    _settle([item], [undone])
    recount(campaign, village)
    record("campaigns.item.unticked", actor=actor, subject_id=campaign.pk, item=str(item.pk))
    return undone


@transaction.atomic
def enter_sheet(
    *,
    actor: Actor,
    campaign_id: UUID,
    village_id: UUID,
    results: Mapping[int, tuple[str, str]],
    at: datetime,
) -> int:
    """A sheet of paper typed in by the office: number on the sheet → (result, reason). Rows that
    say so already are left alone. Returns how many changed."""
    actor.must("campaigns.report")
    campaign = open_campaign_of(actor, campaign_id)
    village = held_village(actor, campaign, village_id)
    items = {
        item.number: item
        for item in CampaignItem.objects.filter(
            campaign=campaign, village=village_id, number__in=results
        ).select_for_update()
    }
    strange = sorted(results.keys() - items.keys())
    if strange:
        raise ValidationError(
            _("Phiếu không có số %(numbers)s.")
            % {"numbers": ", ".join(str(number) for number in strange[:10])}
        )
    facts = told_by(actor, campaign, village_id, at, None, Source.PAPER)
    ticks = [
        Checkpoint(
            item=items[number],
            is_of_list=True,
            result=result,
            reason=_reason(campaign, result, reason),
            **facts,
        )
        for number, (result, reason) in sorted(results.items())
        if (items[number].state, items[number].reason) != (result, reason)
    ]
    Checkpoint.objects.bulk_create(ticks, batch_size=200)
    _settle([items[number] for number in results], ticks)
    recount(campaign, village)
    record(
        "campaigns.sheet.entered",
        actor=actor,
        subject_id=campaign.pk,
        village=str(village_id),
        count=len(ticks),
    )
    return len(ticks)


def _item(actor: Actor, item_id: UUID) -> CampaignItem:
    item = CampaignItem.objects.of(actor.commune).select_for_update().get(pk=item_id)
    if not actor.reaches_village(item.village_id):
        raise ObjectDoesNotExist
    return item


def _settle(items: Sequence[CampaignItem], new: Sequence[Checkpoint]) -> None:
    """Says anew what stands at each row of the list."""
    told: dict[UUID, list[Checkpoint]] = {item.pk: [] for item in items}
    touched = {tick.item_id for tick in new}
    for row in Checkpoint.objects.filter(item__in=touched):
        told[row.item_id].append(row)  # type: ignore[index]
    moved = [item for item in items if item.pk in touched]
    for item in moved:
        _put(item, standing_of(told[item.pk]))
    fields = [*vars(Standing()), "version"]
    CampaignItem.objects.bulk_update(moved, fields, batch_size=100)


def _put(item: CampaignItem, standing: Standing) -> None:
    for name, value in vars(standing).items():
        setattr(item, name, value)
    item.version += 1


def _reason(campaign: Campaign, result: str, reason: str) -> str:
    if result not in (Result.DONE, Result.FAILED, Result.ABSENT):
        raise ValidationError(_("Chọn xong, chưa xong hoặc vắng nhà."))
    if result != Result.FAILED:
        return ""
    if reason not in campaign.reasons:
        raise ValidationError({"reason": _("Chọn lý do chưa xong.")})
    return reason
