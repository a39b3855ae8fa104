"""One household by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.edits import Change, apply_changes
from xaso.core.events.models import Event
from xaso.core.events.record import record
from xaso.core.residents.models import CloseReason, Household, NotDouble
from xaso.core.rights.actor import Actor
from xaso.lib.ids import new_id

from .rows import check_cluster, free_codes, held_household, open_village

FACTS = frozenset(
    {"head_name", "village_id", "cluster_id", "members_count", "has_smartphone", "language"}
)
MERGED = "residents.household.merged"
EMPTY = (None, "")
FILLED = ("cluster_id", "members_count", "has_smartphone", "language")


@transaction.atomic
def add_household(
    *,
    actor: Actor,
    village_id: UUID,
    head_name: str,
    at: datetime,
    code: str = "",
    cluster_id: UUID | None = None,
    household_id: UUID | None = None,
    **facts: Any,
) -> Household:
    """`household_id`: the id a phone gave it where there was no line."""
    actor.must("residents.edit")
    village = open_village(actor, village_id)
    household = Household(
        id=household_id or new_id(),
        commune=actor.commune,
        village=village,
        cluster_id=check_cluster(village, cluster_id),
        code=code.strip().upper() or next(free_codes(actor.commune)),
        head_name=head_name.strip(),
        made_at=at,
        **facts,
    )
    _check(household)
    household.save()
    record("residents.household.added", actor=actor, subject_id=household.pk, code=household.code)
    return household


@transaction.atomic
def edit_household(
    *, actor: Actor, household_id: UUID, changes: Mapping[str, Change]
) -> Household:
    """The code stays: lists on paper and rows of other tables call the household by it."""
    actor.must("residents.edit")
    household = held_household(actor, household_id)
    _must_be_open(household)
    apply_changes(household, changes, FACTS)
    village = open_village(actor, household.village_id)
    check_cluster(village, household.cluster_id)
    household.version += 1
    _check(household)
    household.save()
    record("residents.household.edited", actor=actor, subject_id=household.pk, code=household.code)
    return household


@transaction.atomic
def close_household(*, actor: Actor, household_id: UUID, reason: str, at: datetime) -> Household:
    """The household is in no new list; what was done for it stays counted."""
    actor.must("residents.edit")
    household = held_household(actor, household_id)
    _must_be_open(household)
    if reason not in (CloseReason.MOVED, CloseReason.ENDED):
        raise ValidationError({"reason": _("Chọn lý do đóng hộ.")})
    household.closed_at, household.close_reason = at, reason
    household.version += 1
    household.save()
    record(
        "residents.household.closed",
        actor=actor,
        subject_id=household.pk,
        code=household.code,
        reason=reason,
    )
    return household


@transaction.atomic
def reopen_household(*, actor: Actor, household_id: UUID) -> Household:
    actor.must("residents.edit")
    household = held_household(actor, household_id)
    if household.closed_at is None:
        raise ValidationError(_("Hộ này đang dùng, không cần mở lại."))
    if household.forgotten_at:
        raise ValidationError(_("Tên chủ hộ đã xóa theo thời hạn lưu. Hãy thêm hộ mới."))
    if household.merged_into_id:
        _give_back(household, household.merged_into_id)
    household.closed_at, household.close_reason, household.merged_into = None, "", None
    household.version += 1
    household.save()
    record(
        "residents.household.reopened", actor=actor, subject_id=household.pk, code=household.code
    )
    return household


@transaction.atomic
def merge_households(
    *, actor: Actor, household_id: UUID, other_code: str, at: datetime
) -> Household:
    """Two rows are one household: this one stays, the other is closed and points here. What this
    one does not know is taken from the other."""
    actor.must("residents.edit")
    kept = held_household(actor, household_id)
    _must_be_open(kept)
    other = _other(actor, kept, other_code.strip().upper())
    filled = [
        name
        for name in FILLED
        if getattr(kept, name) in EMPTY
        and getattr(other, name) not in EMPTY
        and _fits(name, kept, other)
    ]
    for name in filled:
        setattr(kept, name, getattr(other, name))
    other.closed_at, other.close_reason, other.merged_into = at, CloseReason.DOUBLE, kept
    for household in (kept, other):
        household.version += 1
        household.save()
    record(
        "residents.household.merged",
        actor=actor,
        subject_id=kept.pk,
        code=kept.code,
        other=str(other.pk),
        other_code=other.code,
        filled=filled,
    )
    return kept


@transaction.atomic
def tell_apart(*, actor: Actor, household_id: UUID, other_id: UUID, at: datetime) -> Household:
    """Two households of one name: they are not offered as doubles any more."""
    actor.must("residents.edit")
    household, other = held_household(actor, household_id), held_household(actor, other_id)
    if household.pk == other.pk:
        raise ValidationError(_("Đây là cùng một hộ."))
    first, second = sorted((household.pk, other.pk))
    NotDouble.objects.get_or_create(
        commune=actor.commune,
        first_id=first,
        second_id=second,
        defaults={"by_id": actor.account_id, "at": at},
    )
    record(
        "residents.household.told_apart",
        actor=actor,
        subject_id=household.pk,
        code=household.code,
        other_code=other.code,
    )
    return household


def _give_back(other: Household, kept_id: UUID) -> None:
    """What the one that stayed got from this one goes again, unless it was changed since."""
    kept = Household.objects.select_for_update().get(commune=other.commune_id, pk=kept_id)
    told = Event.objects.filter(subject_id=kept.pk, kind=MERGED, data__other=str(other.pk))
    last = told.order_by("-number").first()
    filled = last.data.get("filled", []) if last else []
    same = [name for name in filled if getattr(kept, name) == getattr(other, name)]
    for name in same:
        setattr(kept, name, "" if name == "language" else None)
    if same:
        kept.version += 1
        kept.save()


def _other(actor: Actor, kept: Household, code: str) -> Household:
    rows = Household.objects.of(actor.commune).select_for_update()
    other = rows.filter(code__iexact=code, closed_at=None).first()
    if other is None or not actor.reaches_village(other.village_id):
        raise ValidationError({"other_code": _("Không có hộ nào đang dùng mang mã này.")})
    if other.pk == kept.pk:
        raise ValidationError({"other_code": _("Đây chính là hộ này. Ghi mã của hộ kia.")})
    return other


def _fits(name: str, kept: Household, other: Household) -> bool:
    return name != "cluster_id" or kept.village_id == other.village_id


def _must_be_open(household: Household) -> None:
    if household.closed_at:
        raise ValidationError(_("Hộ này đã đóng. Mở lại hộ trước."))


def _check(household: Household) -> None:
    if not household.head_name:
        raise ValidationError({"head_name": _("Ghi tên chủ hộ.")})
    household.full_clean(exclude=["head_folded", "merged_into"], validate_constraints=False)
    twins = Household.objects.of(household.commune).exclude(pk=household.pk)
    if twins.filter(code__iexact=household.code).exists():
        raise ValidationError({"code": _("Mã này đã có hộ khác dùng.")})
