"""A day of a village in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.lib.ids import new_id
from xaso.modules.campaigns.models import Campaign, Checkpoint, Source

from .rows import held_village, open_campaign_of, recount
from .telling import is_late, told_by

MOST = 100_000


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
    checkpoint_id: UUID | None = None,
) -> Checkpoint:
    """Sent again for the same day it takes the place of the first.
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
    facts = told_by(actor, campaign, village_id, at, stamped_at, source)
    facts["day"] = day
    facts["is_late"] = is_late(day, facts["stamped_at"])
    told = Checkpoint(
        id=checkpoint_id or new_id(),
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
