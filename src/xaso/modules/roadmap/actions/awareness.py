"""Counted sheets of the awareness check; a batch entered by mistake is taken out and can come back."""

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
from xaso.core.units.models import Village
from xaso.modules.roadmap.catalogue import tables
from xaso.modules.roadmap.models import AwarenessCount


@transaction.atomic
def count_sheets(
    *,
    actor: Actor,
    stage: str,
    group: str,
    village_id: UUID | None,
    held_on: date,
    sheets: int,
    right: Mapping[str, int],
    at: datetime,
) -> AwarenessCount:
    """Numbers only: how many sheets, how many of them right for each question."""
    actor.must("roadmap.count")
    if held_on > timezone.localdate(at):
        raise ValidationError({"held_on": _("Ngày hỏi chưa đến.")})
    _check(sheets, right)
    village = village_id and Village.objects.of(actor.commune).get(pk=village_id)
    row = AwarenessCount(
        commune=actor.commune,
        stage=stage,
        group=group,
        village=village or None,
        held_on=held_on,
        sheets=sheets,
        right_counts=dict(right),
        entered_by=actor.account_id,
        entered_at=at,
    )
    row.full_clean(exclude=["commune"])
    row.save()
    record("roadmap.awareness.counted", actor=actor, subject_id=row.pk, sheets=sheets)
    return row


@transaction.atomic
def remove_count(*, actor: Actor, count_id: UUID, at: datetime) -> AwarenessCount:
    """It stays in the table, out of every figure."""
    actor.must("roadmap.count")
    row = AwarenessCount.objects.of(actor.commune).select_for_update().get(pk=count_id)
    if row.removed_at is not None:
        raise ValidationError(_("Số phiếu này đã bỏ rồi."))
    row.removed_at = at
    row.save(update_fields=["removed_at"])
    record("roadmap.awareness.removed", actor=actor, subject_id=row.pk)
    return row


@transaction.atomic
def restore_count(*, actor: Actor, count_id: UUID) -> AwarenessCount:
    actor.must("roadmap.count")
    row = AwarenessCount.objects.of(actor.commune).select_for_update().get(pk=count_id)
    row.removed_at = None
    row.save(update_fields=["removed_at"])
    record("roadmap.awareness.restored", actor=actor, subject_id=row.pk)
    return row


def _check(sheets: int, right: Mapping[str, int]) -> None:
    codes = {question.code for question in tables().awareness}
    if set(right) != codes:
        raise ValidationError(_("Ghi số phiếu đúng cho cả tám câu; không ai đúng thì ghi 0."))
    if sheets < 1:
        raise ValidationError({"sheets": _("Ghi số phiếu, ít nhất 1.")})
    if any(not 0 <= count <= sheets for count in right.values()):
        raise ValidationError(
            _("Số phiếu đúng của một câu không vượt số phiếu (%(sheets)d).") % {"sheets": sheets}
        )
