"""What a person is reminded of today, and what the person must explain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from xaso.core.rights.actor import Actor
from xaso.modules.plans.chase_words import step_words
from xaso.modules.plans.queries.chasing import ChasedRow, chased_rows, place_of


@dataclass(frozen=True)
class Reminded:
    title: str
    url: str
    words: str
    """ "Còn 3 ngày", "Quá hạn 2 ngày"."""
    code: str


@dataclass(frozen=True)
class ToExplain:
    title: str
    url: str
    """Where the answer is written."""
    question: str
    due_date: date


@dataclass(frozen=True)
class Chased:
    reminded: tuple[Reminded, ...]
    to_explain: tuple[ToExplain, ...]

    @property
    def url(self) -> str:
        return reverse("plans:my-reminders")


def chased_today(actor: Actor, today: date) -> Chased:
    """One query."""
    found = list(chased_rows(actor.account_id, today)) if actor.account_id else []
    furthest: dict[UUID, ChasedRow] = {}
    for row in found:
        known = furthest.get(row.task_id)
        if row.is_reminder and (known is None or place_of(row.words) > place_of(known.words)):
            furthest[row.task_id] = row
    return Chased(
        reminded=tuple(
            Reminded(
                title=row.title,
                url=reverse("plans:task", args=[row.task_id]),
                words=step_words(row.words, row.due_date, today),
                code=row.code,
            )
            for row in sorted(furthest.values(), key=lambda row: -place_of(row.words))
        ),
        to_explain=tuple(
            ToExplain(
                title=row.title,
                url=reverse("plans:answer-explanation", args=[row.id]),
                question=row.words,
                due_date=row.due_date,
            )
            for row in found
            if not row.is_reminder
        ),
    )
