"""What villages report: a household ticked, a day counted, a sheet of paper typed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.modules.campaigns.models import Campaign, CampaignItem, Checkpoint, Result, Source
from xaso.modules.campaigns.queries.counting import Standing, standing_of

from .rows import held_village, open_campaign_of, recount

CLOSING = time(21, 0)
MOST = 100_000


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
) -> Checkpoint:
    """One household. Two people may tick the same one: both rows stay, it counts once."""
    actor.must("campaigns.report")
    item = _item(actor, item_id)
    campaign = open_campaign_of(actor, item.campaign_id)
    village = held_village(actor, campaign, item.village_id)
    tick = Checkpoint(
        item=item,
        is_of_list=True,
        result=result,
        reason=_reason(campaign, result, reason),
        device_seq=device_seq,
        **_told(actor, campaign, item.village_id, at, stamped_at, Source.OFFICE),
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
def undo_tick(*, actor: Actor, item_id: UUID, at: datetime) -> Checkpoint:
    """The newest word about a household is taken back; it stays in the history."""
    actor.must("campaigns.report")
    item = _item(actor, item_id)
    campaign = open_campaign_of(actor, item.campaign_id)
    village = held_village(actor, campaign, item.village_id)
    rows = list(item.checkpoints.order_by("at", "pk"))
    back = {row.replaces_id for row in rows}
    held = [row for row in rows if row.result != Result.UNDONE and row.pk not in back]
    if not held:
        raise ValidationError(_("Hộ này chưa có gì để bỏ đánh dấu."))
    undone = Checkpoint(
        item=item,
        is_of_list=True,
        result=Result.UNDONE,
        replaces=held[-1],
        **_told(actor, campaign, item.village_id, at, None, Source.OFFICE),
    )
    undone.save()
    _settle([item], [undone])
    recount(campaign, village)
    record("campaigns.item.unticked", actor=actor, subject_id=campaign.pk, item=str(item.pk))
    return undone


@transaction.atomic
def report_counts(
    *,
    actor: Actor,
    campaign_id: UUID,
    village_id: UUID,
    day: date,
    reached: int,
    done: int,
    failed: int,
    at: datetime,
    reasons: Mapping[str, int] | None = None,
    sure: bool = False,
    source: str = Source.OFFICE,
    stamped_at: datetime | None = None,
    device_seq: int | None = None,
) -> Checkpoint:
    """A day of a village in numbers; sent again for the same day it takes the place of the first.
    Three zeros are a true 0: that day nobody went. `sure`: the sum was looked at and stays."""
    actor.must("campaigns.report")
    campaign = open_campaign_of(actor, campaign_id)
    if campaign.is_list:
        raise ValidationError(_("Đợt này đánh dấu theo danh sách hộ, không nhập số."))
    village = held_village(actor, campaign, village_id)
    _check_day(campaign, day, at)
    given = {code: number for code, number in (reasons or {}).items() if number}
    _check_numbers(campaign, reached, done, failed, given, sure=sure)
    before = Checkpoint.objects.filter(
        campaign=campaign, village=village_id, day=day, is_of_list=False
    ).order_by("-at", "-pk")
    facts = _told(actor, campaign, village_id, at, stamped_at, source)
    facts["day"] = day
    facts["is_late"] = _is_late(day, facts["stamped_at"])
    told = Checkpoint(
        reached=reached,
        done=done,
        failed=failed,
        reasons=given,
        stayed_home=not (reached or done or failed),
        replaces=before.first(),
        device_seq=device_seq,
        **facts,
    )
    told.save()
    recount(campaign, village)
    record(
        "campaigns.day.reported",
        actor=actor,
        subject_id=campaign.pk,
        village=str(village_id),
        day=day.isoformat(),
        done=done,
        failed=failed,
    )
    return told


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
    facts = _told(actor, campaign, village_id, at, None, Source.PAPER)
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


def _told(
    actor: Actor,
    campaign: Campaign,
    village_id: UUID,
    at: datetime,
    stamped_at: datetime | None,
    source: str,
) -> dict[str, object]:
    """What every checkpoint says of itself. Village people always speak for the village."""
    stamp = min(stamped_at or at, at)
    day = timezone.localdate(stamp)
    return {
        "commune": actor.commune,
        "campaign": campaign,
        "village_id": village_id,
        "day": day,
        "source": source if actor.village_ids is None else Source.VILLAGE,
        "is_late": _is_late(day, stamp),
        "by_id": actor.account_id,
        "at": at,
        "stamped_at": stamp,
    }


def _is_late(day: date, stamp: object) -> bool:
    """Written after the books of that day closed in the evening."""
    if not isinstance(stamp, datetime):
        raise TypeError("a stamp is a moment")
    local = timezone.localtime(stamp)
    return (local.date(), local.time()) > (day, CLOSING)


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


def _check_day(campaign: Campaign, day: date, at: datetime) -> None:
    if day > timezone.localdate(at):
        raise ValidationError({"day": _("Ngày này chưa tới.")})
    if day < campaign.from_date:
        raise ValidationError({"day": _("Đợt chưa bắt đầu vào ngày này.")})


def _check_numbers(
    campaign: Campaign,
    reached: int,
    done: int,
    failed: int,
    reasons: Mapping[str, int],
    *,
    sure: bool,
) -> None:
    if any(not 0 <= number <= MOST for number in (reached, done, failed, *reasons.values())):
        raise ValidationError(_("Số phải từ 0 trở lên."))
    if any(code not in campaign.reasons for code in reasons):
        raise ValidationError(_("Có lý do không thuộc đợt này."))
    if sum(reasons.values()) > failed:
        raise ValidationError(_("Tổng các lý do nhiều hơn số chưa xong."))
    if reached != done + failed and not sure:
        raise ValidationError(
            _("Đã tới %(reached)d nhưng xong và chưa xong cộng lại là %(sum)d. Xem lại, hoặc đánh "
              "dấu “Số đúng là vậy”.")
            % {"reached": reached, "sum": done + failed},
            code="sum",
        )  # fmt: skip
