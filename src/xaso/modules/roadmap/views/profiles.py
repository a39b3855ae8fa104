"""Hồ sơ của xã: traits with reasons, readiness, and the change since the survey before."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _t

from xaso.core.pages.pages import DetailPage
from xaso.modules.indicators import public as indicators
from xaso.modules.roadmap.catalogue import tables
from xaso.modules.roadmap.engine.profile import Profile, profile_of
from xaso.modules.roadmap.models import Answer, Roadmap, Survey
from xaso.modules.roadmap.queries.known import PACK, year_of
from xaso.modules.roadmap.queries.roadmaps import newest_roadmap, standings
from xaso.modules.roadmap.queries.surveys import (
    answers_of,
    changes,
    facts_of,
    profile,
    survey_before,
)
from xaso.modules.roadmap.words import (
    GROUPS,
    LEVEL_HELP,
    answer_words,
    because_words,
    level_words,
)

MOST_LEVEL = 3


@dataclass(frozen=True)
class GroupChange:
    name: str
    before: int
    now: int

    @property
    def moved(self) -> int:
        return self.now - self.before


class ProfilePage(DetailPage):
    model = Survey
    right = "roadmap.read"
    template_name = "roadmap/profile.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        survey: Survey = self.object
        answers = answers_of(survey)
        facts = facts_of(answers)
        seen = profile_of(tables(), facts)
        return super().get_context_data(
            title=_t("Hồ sơ của xã"),
            survey=survey,
            level=level_words(seen.level),
            level_help=LEVEL_HELP[seen.level],
            traits=[
                (found.trait, [because_words(part, facts) for part in found.because])
                for found in seen.traits
            ],
            readiness=[
                (GROUPS[each.group], each, _readiness_words(each)) for each in seen.readiness
            ],
            unknown=[tables().questions[code] for code in seen.unknown],
            most=MOST_LEVEL,
            may_write=self.actor.may("roadmap.write"),
            has_before=survey_before(survey) is not None,
            **kwargs,
        )


class ComparePage(DetailPage):
    """This survey beside the one before, and beside what the roadmap has done."""

    model = Survey
    right = "roadmap.read"
    template_name = "roadmap/compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        survey: Survey = self.object
        before = survey_before(survey)
        now = answers_of(survey)
        then = answers_of(before) if before else {}
        roadmap = newest_roadmap(self.actor.commune)
        return super().get_context_data(
            title=_t("So với lần trước"),
            survey=survey,
            before=before,
            groups=_groups(profile(then), profile(now)),
            levels=(level_words(profile(then).level), level_words(profile(now).level)),
            answers=[
                (each.question, answer_words(each.question, each.before),
                 answer_words(each.question, each.now))
                for each in changes(then, now)
                if each.is_change
            ],
            roadmap=roadmap,
            blocks=standings(roadmap, _facts_now(roadmap, now)) if roadmap else [],
            **kwargs,
        )  # fmt: skip


def _groups(before: Profile, now: Profile) -> list[GroupChange]:
    then = {each.group: each.level for each in before.readiness}
    return [
        GroupChange(str(GROUPS[each.group]), then[each.group], each.level)
        for each in now.readiness
    ]


def _facts_now(roadmap: Roadmap, answers: dict[str, Answer]) -> dict[str, Decimal]:
    """The answers of the survey with the indicators of today."""
    today = timezone.localdate()
    rows = indicators.item_points(roadmap.commune, PACK, year_of(today), today)
    items = {f"item:{row.code}": row.percent for row in rows if row.percent is not None}
    return {**facts_of(answers), **items}


def _readiness_words(readiness: Any) -> str:
    words = {"known": readiness.known, "asked": readiness.asked, "level": readiness.level}
    if not readiness.known:
        return _t("chưa biết gì, tính là 0")
    return _t("mức %(level)d/3, biết %(known)d/%(asked)d điều") % words
