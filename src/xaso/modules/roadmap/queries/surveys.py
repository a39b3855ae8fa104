"""One survey and its answers, by group, and beside the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from xaso.core.units.models import Commune
from xaso.modules.roadmap.catalogue import tables
from xaso.modules.roadmap.engine.profile import Profile, profile_of
from xaso.modules.roadmap.engine.tables import Question
from xaso.modules.roadmap.models import Answer, Survey


@dataclass(frozen=True)
class Asked:
    question: Question
    answer: Answer | None


@dataclass(frozen=True)
class Group:
    code: str
    asked: tuple[Asked, ...]

    @property
    def total(self) -> int:
        return len(self.asked)

    @property
    def answered(self) -> int:
        return sum(row.answer is not None for row in self.asked)

    @property
    def prefilled(self) -> int:
        return sum(bool(row.answer and row.answer.source) for row in self.asked)

    @property
    def unknown(self) -> int:
        return sum(bool(row.answer and row.answer.is_unknown) for row in self.asked)


def surveys_of(commune: Commune) -> QuerySet[Survey]:
    """Newest first, with how many questions were answered."""
    rows = Survey.objects.of(commune).order_by("-year", "-quarter")
    return rows.annotate(
        answered=Count("answers"), unknown=Count("answers", filter=Q(answers__is_unknown=True))
    )


def answers_of(survey: Survey) -> dict[str, Answer]:
    return {answer.question: answer for answer in Answer.objects.filter(survey=survey)}


def facts_of(answers: dict[str, Answer]) -> dict[str, Decimal]:
    """What is known; "chưa biết" is left out."""
    return {code: answer.number for code, answer in answers.items() if answer.number is not None}


def groups_of(answers: dict[str, Answer]) -> tuple[Group, ...]:
    questions = tables().questions.values()
    codes = dict.fromkeys(question.group for question in questions)
    return tuple(
        Group(
            code,
            tuple(Asked(each, answers.get(each.code)) for each in questions if each.group == code),
        )
        for code in codes
    )


def group_named(answers: dict[str, Answer], code: str) -> Group:
    """Survey.DoesNotExist for a group there is not."""
    for group in groups_of(answers):
        if group.code == code:
            return group
    raise Survey.DoesNotExist(code)


def profile(answers: dict[str, Answer]) -> Profile:
    return profile_of(tables(), facts_of(answers))


def survey_before(survey: Survey) -> Survey | None:
    """The newest finished one of an earlier quarter."""
    earlier = Q(year__lt=survey.year) | Q(year=survey.year, quarter__lt=survey.quarter)
    rows = Survey.objects.of(survey.commune).filter(earlier, finished_at__isnull=False)
    return rows.order_by("-year", "-quarter").first()


@dataclass(frozen=True)
class Changed:
    question: Question
    before: Answer | None
    now: Answer | None

    @property
    def is_change(self) -> bool:
        return _number(self.before) != _number(self.now)


def changes(before: dict[str, Answer], now: dict[str, Answer]) -> Sequence[Changed]:
    """Every question, also those that stayed."""
    return [
        Changed(question, before.get(code), now.get(code))
        for code, question in tables().questions.items()
    ]


def _number(answer: Answer | None) -> Decimal | None:
    return answer.number if answer else None
