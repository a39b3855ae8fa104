"""What comes back: answers, the day on air, measuring again, the end; and promises nobody kept."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.lib.ids import new_id
from xaso.modules.coverage.models import Petition, PetitionReply, PetitionState
from xaso.modules.coverage.queries.petitions import (
    MAY_BE_ANSWERED,
    MAY_BE_ON_AIR,
    broken_promises,
    measured_again,
    places_in,
)
from xaso.modules.coverage.remeasuring import Verdict, terms_on

from .rows import held_petition, not_after, save_next

S = PetitionState


@transaction.atomic
def note_reply(
    *,
    actor: Actor,
    petition_id: UUID,
    operator: str,
    day: date,
    at: datetime,
    is_refusal: bool = False,
    reason: str = "",
    promised_date: date | None = None,
    distance_km: Decimal | None = None,
    **facts: Any,
) -> PetitionReply:
    """The newest promise holds. It is refused once every operator asked has last said no."""
    actor.must("coverage.write")
    petition = held_petition(actor, petition_id)
    if petition.state not in MAY_BE_ANSWERED:
        raise ValidationError(_("Kiến nghị này chưa gửi, hoặc không còn chờ trả lời."))
    _check_reply(petition, operator, is_refusal=is_refusal, reason=reason)
    not_after(day, timezone.localdate(at), "day")
    reply = PetitionReply.objects.create(
        commune=actor.commune,
        petition=petition,
        operator=operator,
        day=day,
        is_refusal=is_refusal,
        reason=reason.strip(),
        promised_date=None if is_refusal else promised_date,
        distance_km=distance_km,
        by_id=actor.account_id,
        at=at,
        **facts,
    )
    if not is_refusal:
        petition.state, petition.overdue_date = S.PROMISED, None
        petition.promised_date = promised_date or petition.promised_date
    elif _all_said_no(petition):
        petition.state, petition.promised_date, petition.overdue_date = S.REFUSED, None, None
    save_next(petition)
    record(
        "coverage.petition.answered",
        actor=actor,
        subject_id=petition.pk,
        code=petition.code,
        operator=operator,
    )
    return reply


@transaction.atomic
def note_on_air(*, actor: Actor, petition_id: UUID, day: date, today: date) -> Petition:
    """As the operator says; it closes nothing."""
    actor.must("coverage.write")
    petition = held_petition(actor, petition_id)
    if petition.state not in MAY_BE_ON_AIR:
        raise ValidationError(_("Kiến nghị này chưa gửi, hoặc đã ghi ngày phát sóng."))
    not_after(day, today, "day")
    if petition.sent_date and day < petition.sent_date:
        raise ValidationError({"day": _("Ngày phát sóng không trước ngày gửi công văn.")})
    petition.state, petition.on_air_date, petition.overdue_date = S.ON_AIR, day, None
    save_next(petition)
    record("coverage.petition.on_air", actor=actor, subject_id=petition.pk, code=petition.code)
    return petition


@transaction.atomic
def conclude_petition(*, actor: Actor, petition_id: UUID, today: date) -> Petition:
    """What was measured since decides, no letter: it passes, or the petition is open again."""
    actor.must("coverage.write")
    petition = held_petition(actor, petition_id)
    if petition.state != S.ON_AIR:
        raise ValidationError(_("Chưa ghi ngày nhà mạng báo phát sóng."))
    found = measured_again(petition, places_in(petition), today)
    if not found.is_enough:
        raise ValidationError(_not_enough(found, today))
    if found.passes:
        petition.state = S.PASSED
    else:
        petition.state, petition.promised_date = S.REOPENED, None
        petition.reopened_count += 1
    save_next(petition)
    record(
        "coverage.petition.measured",
        actor=actor,
        subject_id=petition.pk,
        code=petition.code,
        passed=found.passes,
    )
    return petition


@transaction.atomic
def close_petition(*, actor: Actor, petition_id: UUID, today: date) -> Petition:
    actor.must("coverage.write")
    petition = held_petition(actor, petition_id)
    if petition.state != S.PASSED:
        raise ValidationError(_("Chỉ đóng được khi đo lại đạt. Công văn trả lời không đủ."))
    petition.state, petition.closed_date = S.CLOSED, today
    save_next(petition)
    record("coverage.petition.closed", actor=actor, subject_id=petition.pk, code=petition.code)
    return petition


@transaction.atomic
def mark_overdue(*, actor: Actor, today: date) -> int:
    """On the day itself. A new promise takes the mark off again."""
    actor.must("coverage.write")
    late = list(broken_promises(actor.commune, today).select_for_update())
    for petition in late:
        petition.overdue_date = today
        save_next(petition)
    if late:
        record(
            "coverage.petitions.overdue",
            actor=actor,
            subject_id=new_id(),
            count=len(late),
            petitions=[str(petition.pk) for petition in late],
        )
    return len(late)


def _check_reply(petition: Petition, operator: str, *, is_refusal: bool, reason: str) -> None:
    if operator not in petition.operators:
        raise ValidationError({"operator": _("Kiến nghị không gửi nhà mạng này.")})
    if is_refusal and not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do nhà mạng từ chối.")})


def _all_said_no(petition: Petition) -> bool:
    """Since the letter that waits for them was sent."""
    newest: dict[str, bool] = {}
    for row in petition.replies.filter(day__gte=petition.sent_date).order_by("at", "pk"):
        newest[row.operator] = row.is_refusal
    return all(newest.get(code, False) for code in petition.operators)


def _not_enough(found: Verdict, today: date) -> str:
    terms = terms_on(today)
    lacking = sum(not each.is_enough for each in found.checks)
    return _(
        "Chưa đủ lần đo lại: mỗi điểm, mỗi nhà mạng cần %(samples)d lần trong %(days)d ngày khác"
        " nhau, tính từ ngày phát sóng. Còn thiếu %(lacking)d/%(all)d."
    ) % {"samples": terms.samples, "days": terms.days, "lacking": lacking,
         "all": len(found.checks)}  # fmt: skip
