"""The whole annex under review: its rows settled, counted, and what a press of the button takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2s
from typing import Any
from uuid import UUID

from xaso.modules.plans.actions import RowChoice
from xaso.modules.plans.annex.compare import KnownTask
from xaso.modules.plans.models import AnnexImport
from xaso.modules.plans.queries.imports import Review, ReviewTarget

from .said import Said
from .settle import BAD, CHANGED, DRAFT, READY, SAME, SKIPPED, TAKEN, SettledRow, settle


@dataclass(frozen=True)
class Tally:
    """How many rows of each state; `new` counts those to take that are no task yet."""

    states: Mapping[str, int]
    new: int
    targets: int

    @property
    def taken(self) -> int:
        return sum(self.states.get(state, 0) for state in (READY, CHANGED, SAME))

    @property
    def to_mend(self) -> int:
        return self.states.get(DRAFT, 0) + self.states.get(BAD, 0)

    @property
    def ready(self) -> int:
        return self.states.get(READY, 0)

    @property
    def draft(self) -> int:
        return self.states.get(DRAFT, 0)

    @property
    def bad(self) -> int:
        return self.states.get(BAD, 0)

    @property
    def changed(self) -> int:
        return self.states.get(CHANGED, 0)

    @property
    def same(self) -> int:
        return self.states.get(SAME, 0)

    @property
    def skipped(self) -> int:
        return self.states.get(SKIPPED, 0)

    @property
    def has_news(self) -> bool:
        return bool(self.new or self.changed or self.targets)


@dataclass(frozen=True)
class TargetLine:
    read: ReviewTarget
    is_left: bool
    """Left out: by the officer, or because it is the same or cannot be understood."""


class Sheet:
    def __init__(
        self, annex_import: AnnexImport, review: Review, said: Said, *, is_confirmed: bool = True
    ) -> None:
        self.annex_import, self.review, self.said = annex_import, review, said
        self.choices: Mapping[str, Any] = annex_import.choices
        self.rows = tuple(
            settle(index, each, said, is_confirmed=is_confirmed)
            for index, each in enumerate(review.rows)
        )

    @cached_property
    def tally(self) -> Tally:
        return Tally(
            states=Counter(row.state for row in self.rows),
            new=sum(row.state in {READY, DRAFT} for row in self.rows),
            targets=len(self.target_rows),
        )

    @property
    def is_again(self) -> bool:
        """Some of its rows are known from an earlier import."""
        return any(each.change != "new" for each in self.review.rows) or bool(self.review.gone)

    @property
    def is_of_another_year(self) -> bool:
        dates = [row.row.due.year for row in self.rows if row.row.due]
        early = sum(year < self.annex_import.plan.year for year in dates)
        return early * 2 > len(dates)

    @property
    def takes_targets(self) -> bool:
        return self.annex_import.plan.is_open_to_edits

    @cached_property
    def targets(self) -> list[TargetLine]:
        left = set(self.choices.get("left_targets", []))
        return [
            TargetLine(each, not each.row.is_acceptable or each.row.row in left)
            for each in self.review.targets
        ]

    @cached_property
    def target_rows(self) -> list[int]:
        return self._target_news if self.takes_targets else []

    @property
    def refused_targets(self) -> int:
        """News the plan cannot take while it is submitted or in force."""
        return 0 if self.takes_targets else len(self._target_news)

    @cached_property
    def _target_news(self) -> list[int]:
        news = [line for line in self.targets if line.read.change != "same"]
        return [line.read.row.row for line in news if not line.is_left]

    @property
    def gone(self) -> tuple[KnownTask, ...]:
        return self.review.gone

    @property
    def cancelled(self) -> list[UUID]:
        asked = set(self.choices.get("gone", []))
        found = (known.reference for known in self.gone)
        return [each for each in found if isinstance(each, UUID) and str(each) in asked]

    def taken(self) -> list[RowChoice]:
        return [row.choice for row in self.rows if row.state in TAKEN]

    def kinds(self) -> Counter[str]:
        """How many new rows each offered kind of evidence stands for."""
        return Counter(row.offered_kind for row in self.rows if row.read.change == "new")


def mark_of(annex_import: AnnexImport) -> str:
    """Changes with every other reading of the file: a form of an older reading is not understood."""
    keys = "|".join(row["key"] for row in annex_import.rows)
    return blake2s(keys.encode(), digest_size=4).hexdigest()


def shown(rows: Iterable[SettledRow], only: str) -> list[SettledRow]:
    if only == "sua":
        return [row for row in rows if row.state in {DRAFT, BAD}]
    if only == "moi":
        return [row for row in rows if row.read.change == "new"]
    states = {"bo": SKIPPED, "doi": CHANGED, "nhan": READY, "giu": SAME}
    return [row for row in rows if only not in states or row.state == states[only]]
