"""Whether a survey waits to be answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from xaso.core.units.models import Commune
from xaso.modules.roadmap.catalogue import tables
from xaso.modules.roadmap.queries.surveys import surveys_of


@dataclass(frozen=True)
class SurveyDue:
    id: UUID
    title: str
    left: int
    """Questions nobody has answered yet."""

    @property
    def url(self) -> str:
        return reverse("roadmap:survey", args=[self.id])


def survey_due(commune: Commune) -> SurveyDue | None:
    """The newest survey, while it is open. One query."""
    survey: Any = surveys_of(commune).first()
    if survey is None or survey.finished_at is not None:
        return None
    return SurveyDue(survey.pk, str(survey), len(tables().questions) - survey.answered)
