"""Who helps: speaks the language, lives in the village, has the least to do. Nobody answers: who next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

COMMON_LANGUAGE = "vi"
TO_HEAD, TO_OFFICE = timedelta(hours=24), timedelta(hours=72)
MEMBER, HEAD, OFFICE = "thanh_vien", "to_truong", "cong_chuc"
LEVELS = (MEMBER, HEAD, OFFICE)
MOST_OPEN = 3
"""Who has so many open requests is not free."""


@dataclass(frozen=True)
class Candidate:
    member_id: UUID
    village_id: UUID
    languages: tuple[str, ...] = ()
    open_requests: int = 0
    name: str = ""

    def speaks(self, language: str) -> bool:
        """Of whom nothing is written down Vietnamese is taken for granted."""
        return language in (self.languages or (COMMON_LANGUAGE,))

    @property
    def is_free(self) -> bool:
        return self.open_requests < MOST_OPEN


def nearest(candidates: Iterable[Candidate], village_id: UUID, language: str) -> Candidate | None:
    """In the own village, who speaks the language; else who speaks it elsewhere; else anybody of
    the village. Among equals who has the least to do."""
    free = [each for each in candidates if each.is_free]
    ranked = sorted(free, key=lambda each: (each.open_requests, each.name, str(each.member_id)))
    near = [each for each in ranked if each.village_id == village_id]
    speaking = [each for each in ranked if each.speaks(language)]
    both = [each for each in near if each.speaks(language)]
    return next(iter([*both, *speaking, *near]), None)


def level_after(level: str, asked_at: datetime, at: datetime) -> str:
    """Of a request nobody has taken; it never goes back down."""
    waited = at - asked_at
    due = OFFICE if waited >= TO_OFFICE else HEAD if waited >= TO_HEAD else MEMBER
    return max(level, due, key=LEVELS.index)
