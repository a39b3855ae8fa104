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
from xaso.modules.indicators.models import PackEntry
from xaso.modules.indicators.queries.book import book_of
from xaso.modules.indicators.queries.packs import entries
from xaso.modules.indicators.scoring.pack import TARGET_TYPES, Item

from .answering import item_named


@transaction.atomic
def follow_pack(*, actor: Actor, pack_code: str, period: Period, at: datetime) -> PackEntry:
    """The commune scores itself by this pack in the period, in the pack's wording of today."""
    actor.must("indicators.manage")
    if _is_in_use(actor, pack_code, period):
        raise ValidationError(_("Xã đang dùng bộ chỉ số này trong kỳ."))
    row = follow(actor, pack_code, period, at)
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
def unfollow_pack(*, actor: Actor, pack_code: str, period: Period, at: datetime) -> PackEntry:
    """Values, answers and targets stay; the pack only leaves the commune's list."""
    actor.must("indicators.manage")
    if not _is_in_use(actor, pack_code, period):
        raise ValidationError(_("Xã không dùng bộ chỉ số này trong kỳ."))
    row = _say(actor, pack_code, period, at, in_use=False)
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
) -> PackEntry:
    """In %. The paper that gives the target is named; a later row takes its place."""
    actor.must("indicators.manage")
    item = item_named(actor.commune, pack_code, item_code, period)
    _check_target(item, target_number)
    row = PackEntry(
        commune=actor.commune,
        kind=PackEntry.Kind.CHI_TIEU,
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


def _is_in_use(actor: Actor, pack_code: str, period: Period) -> bool:
    if book_of(actor.commune, period).named(pack_code) is None:
        raise ObjectDoesNotExist(pack_code)
    said = entries(actor.commune, [pack_code], period)[pack_code].in_use
    return said is not None


def follow(actor: Actor, pack_code: str, period: Period, at: datetime) -> PackEntry:
    """The row itself, for an action that tells it in its own event."""
    return _say(actor, pack_code, period, at, in_use=True)


def _say(actor: Actor, pack_code: str, period: Period, at: datetime, *, in_use: bool) -> PackEntry:
    return PackEntry.objects.create(
        commune=actor.commune,
        kind=PackEntry.Kind.THEO_DOI,
        pack_code=pack_code,
        pack_version=book_of(actor.commune, period).fingerprint(pack_code),
        first=period.first,
        last=period.last,
        in_use=in_use,
        entered_by_id=actor.account_id,
        entered_at=at,
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
