"""An answer of an operator becomes a row, whether the office types it or the operator itself."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.modules.coverage.models import Petition, PetitionReply, PetitionState
from xaso.modules.coverage.queries.petitions import MAY_BE_ANSWERED, MAY_BE_ON_AIR, still_asked
from xaso.modules.coverage.rulebook import rules_of

from .rows import not_after, save_next

S = PetitionState


def write_reply(
    actor: Actor,
    petition: Petition,
    operator: str,
    day: date,
    at: datetime,
    *,
    is_refusal: bool = False,
    reason: str = "",
    promised_date: date | None = None,
    distance_km: Decimal | None = None,
    **facts: Any,
) -> PetitionReply:
    """The newest promise holds. It is refused once every operator asked has last said no."""
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
    elif _all_said_no(petition, timezone.localdate(at)):
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


def write_on_air(actor: Actor, petition: Petition, day: date, today: date) -> Petition:
    if petition.state not in MAY_BE_ON_AIR:
        raise ValidationError(_("Kiến nghị này chưa gửi, hoặc đã ghi ngày phát sóng."))
    not_after(day, today, "day")
    if petition.sent_date and day < petition.sent_date:
        raise ValidationError({"day": _("Ngày phát sóng không trước ngày gửi công văn.")})
    petition.state, petition.on_air_date, petition.overdue_date = S.ON_AIR, day, None
    save_next(petition)
    record("coverage.petition.on_air", actor=actor, subject_id=petition.pk, code=petition.code)
    return petition


def _check_reply(petition: Petition, operator: str, *, is_refusal: bool, reason: str) -> None:
    if operator not in petition.operators:
        raise ValidationError({"operator": _("Kiến nghị không gửi nhà mạng này.")})
    if is_refusal and not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do nhà mạng từ chối.")})


def _all_said_no(petition: Petition, today: date) -> bool:
    """Since the letter that waits for them was sent; of those that are still there."""
    asked = still_asked(petition, rules_of(petition.commune, today)) or petition.operators
    newest: dict[str, bool] = {}
    for row in petition.replies.filter(day__gte=petition.sent_date).order_by("at", "pk"):
        newest[row.operator] = row.is_refusal
    return all(newest.get(code, False) for code in asked)
