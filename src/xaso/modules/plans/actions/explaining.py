"""Yêu cầu giải trình: asked by a leader or by the ladder, answered in the lead's own words."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.modules.plans.lateness import is_late, local_day
from xaso.modules.plans.lists import limits
from xaso.modules.plans.models import Explanation

from .rows import must_be_a_person, task_of


@transaction.atomic
def ask_explanation(*, actor: Actor, task_id: UUID, question: str, at: datetime) -> Explanation:
    """Only of a late task with a named lead, and not while an answer is still owed."""
    actor.must("plans.accept")
    task = task_of(actor, task_id)
    if task.lead_id is None or task.due_date is None:
        raise ValidationError(_("Việc này không có một người chủ trì để giải trình."))
    if task.lead_id == actor.account_id:
        raise ValidationError(_("Việc này do anh chị chủ trì."))
    late = is_late(
        state=task.state, due=task.due_date, submitted_on=task.submitted_on, today=local_day(at)
    )
    if not late:
        raise ValidationError(_("Việc này chưa quá hạn."))
    if task.explanations.filter(answered_at=None).exists():
        raise ValidationError(_("Đã yêu cầu giải trình, đang chờ trả lời."))
    asked = Explanation.objects.create(
        commune=actor.commune,
        task=task,
        due_date=task.due_date,
        of_id=task.lead_id,
        asked_by_id=must_be_a_person(actor),
        asked_at=at,
        question=" ".join(question.split()),
    )
    record("plans.explanation.asked", actor=actor, subject_id=task.pk)
    return asked


@transaction.atomic
def answer_explanation(
    *, actor: Actor, explanation_id: UUID, answer: str, at: datetime
) -> Explanation:
    """At most 200 words, by the person who was asked."""
    actor.must("plans.work")
    rows = Explanation.objects.of(actor.commune).select_for_update()
    asked = rows.get(pk=explanation_id)
    if asked.of_id != actor.account_id:
        raise ObjectDoesNotExist
    if asked.answered_at is not None:
        raise ValidationError(_("Giải trình này đã gửi rồi."))
    words, most = answer.split(), limits().most_explanation_words
    if not words:
        raise ValidationError({"answer": _("Ghi vì sao chậm và bao giờ xong.")})
    if len(words) > most:
        raise ValidationError(
            {"answer": _("Dài %(count)s chữ, nhiều nhất %(most)s chữ. Rút ngắn lại.")
             % {"count": len(words), "most": most}}
        )  # fmt: skip
    asked.answer, asked.answered_at = answer.strip(), at
    asked.version += 1
    asked.full_clean(exclude=["commune"])
    asked.save()
    record("plans.explanation.given", actor=actor, subject_id=asked.task_id)
    return asked


__all__ = ["answer_explanation", "ask_explanation"]
