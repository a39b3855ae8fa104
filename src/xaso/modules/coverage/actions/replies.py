"""What comes back: answers, the day on air, measuring again, the end; and promises nobody kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.lib.ids import new_id
from xaso.modules.coverage.models import Petition, PetitionReply, PetitionState
from xaso.modules.coverage.queries.petitions import (
    broken_promises,
    is_left_alone,
    measured_again,
    places_in,
)
from xaso.modules.coverage.remeasuring import Terms, Verdict
from xaso.modules.coverage.rulebook import rules_of

from .answering import write_on_air, write_reply
from .rows import held_petition, save_next

S = PetitionState


@transaction.atomic
def note_reply(
    *, actor: Actor, petition_id: UUID, operator: str, day: date, at: datetime, **facts: Any
) -> PetitionReply:
    """As it stands in the letter of an operator."""
    actor.must("coverage.write")
    petition = held_petition(actor, petition_id)
    return write_reply(actor, petition, operator, day, at, **facts)


@transaction.atomic
def note_on_air(*, actor: Actor, petition_id: UUID, day: date, today: date) -> Petition:
    """As the operator says; it closes nothing."""
    actor.must("coverage.write")
    petition = held_petition(actor, petition_id)
    return write_on_air(actor, petition, day, today)


@transaction.atomic
def conclude_petition(*, actor: Actor, petition_id: UUID, today: date) -> Petition:
    """What was measured since decides, no letter: it passes, or the petition is open again."""
    actor.must("coverage.write")
    petition = held_petition(actor, petition_id)
    if petition.state != S.ON_AIR:
        raise ValidationError(_("Chưa ghi ngày nhà mạng báo phát sóng."))
    rules = rules_of(actor.commune, today)
    if is_left_alone(petition, rules):
        told = _(
            "Các nhà mạng được hỏi đã thôi hoạt động, không còn gì để đo lại: đóng kiến nghị."
        )
        raise ValidationError(told)
    found = measured_again(petition, places_in(petition), rules)
    if not found.is_enough:
        raise ValidationError(_not_enough(found, rules.terms))
    if found.passes:
        petition.state = S.PASSED
    else:
        petition.state, petition.promised_date = S.REOPENED, None
        petition.reopened_count += 1
    petition.terms_version, petition.best_level = rules.terms.version, found.best_level
    save_next(petition)
    record(
        "coverage.petition.measured",
        actor=actor,
        subject_id=petition.pk,
        code=petition.code,
        passed=found.passes,
        terms=petition.terms_version,
        level=petition.best_level,
    )
    return petition


@transaction.atomic
def close_petition(*, actor: Actor, petition_id: UUID, today: date) -> Petition:
    """Measured and good; or nobody that was asked is left, which is no success."""
    actor.must("coverage.write")
    petition = held_petition(actor, petition_id)
    if petition.state == S.PASSED:
        petition.state = S.CLOSED
    elif is_left_alone(petition, rules_of(actor.commune, today)):
        petition.state, petition.overdue_date = S.GONE, None
    else:
        raise ValidationError(_("Chỉ đóng được khi đo lại đạt. Công văn trả lời không đủ."))
    petition.closed_date = today
    save_next(petition)
    record(
        "coverage.petition.closed",
        actor=actor,
        subject_id=petition.pk,
        code=petition.code,
        state=petition.state,
    )
    return petition


@transaction.atomic
def mark_overdue(*, actor: Actor, today: date) -> int:
    """On the day itself. A new promise takes the mark off again."""
    actor.must("coverage.write")
    late = list(broken_promises(actor.commune, rules_of(actor.commune, today)).select_for_update())
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


def _not_enough(found: Verdict, terms: Terms) -> str:
    lacking = sum(not each.is_enough for each in found.checks)
    return _(
        "Chưa đủ lần đo lại: mỗi điểm, mỗi nhà mạng cần %(samples)d lần trong %(days)d ngày khác"
        " nhau, tính từ ngày phát sóng. Còn thiếu %(lacking)d/%(all)d."
    ) % {"samples": terms.samples, "days": terms.days, "lacking": lacking,
         "all": len(found.checks)}  # fmt: skip
