"""Counts of the awareness check added up, before beside after; nobody is named."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from xaso.core.units.models import Commune
from xaso.modules.roadmap.catalogue import tables
from xaso.modules.roadmap.engine.tables import AwarenessQuestion
from xaso.modules.roadmap.models import AwarenessCount

BEFORE, AFTER = AwarenessCount.Stage.TRUOC, AwarenessCount.Stage.SAU


@dataclass
class Total:
    sheets: int = 0
    right: dict[str, int] = field(default_factory=dict)

    def add(self, row: AwarenessCount) -> None:
        self.sheets += row.sheets
        for code, count in row.right_counts.items():
            self.right[code] = self.right.get(code, 0) + count

    @property
    def percent(self) -> Decimal | None:
        """Of all answers, those that are right; None while nobody was asked."""
        asked = self.sheets * len(tables().awareness)
        return Decimal(sum(self.right.values())) * 100 / asked if asked else None

    def percent_of(self, code: str) -> Decimal | None:
        return Decimal(self.right.get(code, 0)) * 100 / self.sheets if self.sheets else None


@dataclass
class Pair:
    """One group of people, one village or all, before and after."""

    label: str
    before: Total = field(default_factory=Total)
    after: Total = field(default_factory=Total)

    @property
    def change(self) -> Decimal | None:
        if self.before.percent is None or self.after.percent is None:
            return None
        return self.after.percent - self.before.percent


@dataclass(frozen=True)
class ByQuestion:
    number: int
    question: AwarenessQuestion
    before: Decimal | None
    after: Decimal | None


def counts_in(commune: Commune, year: int) -> list[AwarenessCount]:
    """What was not taken out. One query."""
    rows = AwarenessCount.objects.of(commune).filter(removed_at=None)
    within = rows.filter(held_on__range=(date(year, 1, 1), date(year, 12, 31)))
    return list(within.select_related("village").order_by("-held_on", "-id"))


def pairs_by(rows: Iterable[AwarenessCount], label: Callable[[AwarenessCount], Any]) -> list[Pair]:
    """In the order of their label."""
    found: dict[str, Pair] = {}
    for row in rows:
        name = str(label(row))
        pair = found.setdefault(name, Pair(name))
        (pair.before if row.stage == BEFORE else pair.after).add(row)
    return sorted(found.values(), key=lambda pair: pair.label)


def whole(rows: Iterable[AwarenessCount], label: str) -> Pair:
    pair = Pair(label)
    for row in rows:
        (pair.before if row.stage == BEFORE else pair.after).add(row)
    return pair


def by_question(pair: Pair) -> list[ByQuestion]:
    return [
        ByQuestion(
            number,
            question,
            pair.before.percent_of(question.code),
            pair.after.percent_of(question.code),
        )
        for number, question in enumerate(tables().awareness, 1)
    ]
