from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.figures import Period
from xaso.core.rights.actor import Actor
from xaso.lib.numbers import write_number
from xaso.modules.indicators.definitions import fingerprint, pack_named
from xaso.modules.indicators.models import PackInUse, PackTarget
from xaso.modules.indicators.scoring.pack import TARGET_TYPES, Item

from .answering import item_named


@transaction.atomic
def follow_pack(*, actor: Actor, pack_code: str, period: Period, at: datetime) -> PackInUse:
    """The commune scores itself by this pack in the period, in the pack's wording of today."""
    actor.must("indicators.manage")
    if pack_named(pack_code) is None:
        raise ObjectDoesNotExist(pack_code)
    if _in_use(actor, pack_code, period) is not None:
        raise ValidationError(_("Xã đang dùng bộ chỉ số này trong kỳ."))
    row = PackInUse.objects.create(
        commune=actor.commune,
        pack_code=pack_code,
        pack_version=fingerprint(pack_code),
        first=period.first,
        last=period.last,
        followed_by_id=actor.account_id,
        followed_at=at,
    )
    record(
        "indicators.pack.followed",
        actor=actor,
        subject_id=row.pk,
        pack=pack_code,
        version=row.pack_version,
        first=str(period.first),
        last=str(period.last),
    )
    return row


@transaction.atomic
def unfollow_pack(*, actor: Actor, pack_code: str, period: Period, at: datetime) -> PackInUse:
    """Values, answers and targets stay; the pack only leaves the commune's list."""
    actor.must("indicators.manage")
    row = _in_use(actor, pack_code, period)
    if row is None:
        raise ObjectDoesNotExist(pack_code)
    row.ended_at = at
    row.version += 1
    row.save()
    record("indicators.pack.unfollowed", actor=actor, subject_id=row.pk, pack=pack_code)
    return row


@transaction.atomic
def set_target(
    *,
    actor: Actor,
    pack_code: str,
    item_code: str,
    period: Period,
    target_number: Decimal,
    document_number: str,
    document_date: date,
    at: datetime,
) -> PackTarget:
    """In %. The paper that gives the target is named; a later row takes its place."""
    actor.must("indicators.manage")
    item = item_named(pack_code, item_code)
    _check_target(item, target_number)
    row = PackTarget(
        commune=actor.commune,
        pack_code=pack_code,
        item_code=item_code,
        first=period.first,
        last=period.last,
        target_number=target_number,
        document_number=" ".join(document_number.split()),
        document_date=document_date,
        entered_by_id=actor.account_id,
        entered_at=at,
    )
    row.full_clean(exclude=["commune"])
    row.save()
    record(
        "indicators.target.set",
        actor=actor,
        subject_id=row.pk,
        pack=pack_code,
        item=item_code,
        target=f"{target_number:f}",
        document=row.document_number,
    )
    return row


def _in_use(actor: Actor, pack_code: str, period: Period) -> PackInUse | None:
    return (
        PackInUse.objects.of(actor.commune)
        .select_for_update()
        .filter(pack_code=pack_code, first=period.first, last=period.last, ended_at=None)
        .first()
    )


def _check_target(item: Item, target_number: Decimal) -> None:
    if item.formula_type not in TARGET_TYPES:
        raise ValidationError(_("Chỉ số này tính điểm không theo chỉ tiêu."))
    if not 0 <= target_number <= 100:
        raise ValidationError({"target_number": _("Chỉ tiêu phải trong khoảng 0–100 %.")})
    worst = item.params.worst
    if worst is not None and target_number >= worst:
        raise ValidationError(
            {
                "target_number": _("Chỉ tiêu phải nhỏ hơn mức kém nhất %(worst)s %%.")
                % {"worst": write_number(worst)}
            }
        )
    if worst is None and target_number == 0:
        raise ValidationError({"target_number": _("Chỉ tiêu phải lớn hơn 0 %.")})
