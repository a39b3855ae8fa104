"""Opening a survey, answering it bit by bit, finishing it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.modules.roadmap.catalogue import tables
from xaso.modules.roadmap.engine.tables import Question
from xaso.modules.roadmap.given import Said
from xaso.modules.roadmap.models import Answer, Survey
from xaso.modules.roadmap.queries.known import known_answers
from xaso.modules.roadmap.queries.surveys import answers_of

CENT = Decimal("0.01")


@transaction.atomic
def open_survey(*, actor: Actor, at: datetime) -> Survey:
    """The survey of this quarter, filled with what the program knows."""
    actor.must("roadmap.write")
    day = timezone.localdate(at)
    quarter = (day.month + 2) // 3
    if Survey.objects.of(actor.commune).filter(year=day.year, quarter=quarter).exists():
        raise ValidationError(_("Quý này đã có khảo sát. Mở khảo sát đó để trả lời tiếp."))
    survey = Survey.objects.create(
        commune=actor.commune,
        year=day.year,
        quarter=quarter,
        edition=tables().limits.edition,
        opened_by=actor.account_id,
        opened_at=at,
    )
    filled = _fill(survey, at)
    record("roadmap.survey.opened", actor=actor, subject_id=survey.pk, filled=filled)
    return survey


@transaction.atomic
def fill_again(*, actor: Actor, survey_id: UUID, at: datetime) -> Survey:
    """Numbers that came since, into questions nobody has answered by hand."""
    actor.must("roadmap.write")
    survey = _open(actor, survey_id)
    filled = _fill(survey, at)
    record("roadmap.survey.filled", actor=actor, subject_id=survey.pk, filled=filled)
    return survey


@transaction.atomic
def save_answers(
    *, actor: Actor, survey_id: UUID, said: Mapping[str, Said], at: datetime
) -> Survey:
    """An answer that stays as it was keeps its source, or whose it is."""
    actor.must("roadmap.write")
    survey = _open(actor, survey_id)
    before = answers_of(survey)
    for code, each in said.items():
        _check(tables().questions[code], each)
        number = None if each.number is None else each.number.quantize(CENT)
        if code in before and before[code].number == number:
            continue
        answer = before.get(code) or Answer(commune=actor.commune, survey=survey, question=code)
        answer.number, answer.is_unknown, answer.source = number, number is None, ""
        answer.answered_by, answer.answered_at = actor.account_id, at
        answer.save()
    record("roadmap.survey.answered", actor=actor, subject_id=survey.pk, count=len(said))
    return survey


@transaction.atomic
def finish_survey(*, actor: Actor, survey_id: UUID, at: datetime) -> Survey:
    """Every question has an answer; "chưa biết" is one."""
    actor.must("roadmap.write")
    survey = _open(actor, survey_id)
    left = len(tables().questions) - Answer.objects.filter(survey=survey).count()
    if left:
        raise ValidationError(
            _("Còn %(left)d câu chưa trả lời. Câu nào chưa rõ thì chọn “chưa biết”.")
            % {"left": left}
        )
    survey.finished_at = at
    survey.version += 1
    survey.save(update_fields=["finished_at", "version"])
    record("roadmap.survey.finished", actor=actor, subject_id=survey.pk)
    return survey


@transaction.atomic
def reopen_survey(*, actor: Actor, survey_id: UUID) -> Survey:
    """To put an answer right. A roadmap that was made from it keeps what it was made from."""
    actor.must("roadmap.write")
    survey = Survey.objects.of(actor.commune).select_for_update().get(pk=survey_id)
    if survey.finished_at is None:
        raise ValidationError(_("Khảo sát này đang mở."))
    survey.finished_at = None
    survey.version += 1
    survey.save(update_fields=["finished_at", "version"])
    record("roadmap.survey.reopened", actor=actor, subject_id=survey.pk)
    return survey


def _open(actor: Actor, survey_id: UUID) -> Survey:
    survey = Survey.objects.of(actor.commune).select_for_update().get(pk=survey_id)
    if survey.finished_at is not None:
        raise ValidationError(_("Khảo sát đã xong. Mở lại khảo sát rồi sửa."))
    return survey


def _fill(survey: Survey, at: datetime) -> int:
    """How many answers come from the program now."""
    known = known_answers(survey.commune, timezone.localdate(at))
    before = answers_of(survey)
    filled = 0
    for code, found in known.items():
        answer = before.get(code) or Answer(commune=survey.commune, survey=survey, question=code)
        if code in before and not answer.source:
            continue
        answer.number, answer.source, answer.answered_at = found.number, found.source, at
        answer.save()
        filled += 1
    return filled


def _check(question: Question, said: Said) -> None:
    number = said.number
    if number is None:
        return
    most = {"co_khong": 1, "muc": 3, "so": question.most}[question.kind]
    if number < 0 or (most is not None and number > most):
        raise ValidationError({question.code: _("Ghi một số từ 0 đến %(most)s.") % {"most": most}})
    if question.kind != "so" and number != number.to_integral_value():
        raise ValidationError({question.code: _("Chọn một câu trả lời.")})
