"""When measuring again is enough, and whether it passes: figures as packaged data with a version."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median_low
from uuid import UUID

from .versions import Versioned

FILE = Path(__file__).parent / "data" / "petition.toml"


@dataclass(frozen=True)
class Terms(Versioned):
    version: str
    since: date
    confirmed: bool
    samples: int
    days: int
    pass_level: int
    overdue: int
    is_own: bool = False


@dataclass(frozen=True)
class Check:
    """One operator at one place since it is said to be on air."""

    place_id: UUID
    operator: str
    count: int
    days: int
    level: int | None
    is_enough: bool


@dataclass(frozen=True)
class Verdict:
    checks: tuple[Check, ...]
    is_enough: bool
    passes: bool
    """Only with enough of everything; then the best operator asked reaches the level everywhere."""

    @property
    def best_level(self) -> int | None:
        return max((each.level for each in self.checks if each.level is not None), default=None)


def packaged_terms() -> list[Terms]:
    with FILE.open("rb") as file:
        return [Terms(version, **row) for version, row in tomllib.load(file).items()]


def verdict(
    terms: Terms,
    places: Collection[UUID],
    operators: Collection[str],
    readings: Iterable[tuple[UUID, str, date, int]],
) -> Verdict:
    found: dict[tuple[UUID, str], list[tuple[date, int]]] = {}
    for place_id, operator, day, level in readings:
        found.setdefault((place_id, operator), []).append((day, level))
    checks = tuple(
        _check(terms, place, operator, found.get((place, operator), ()))
        for place in places
        for operator in operators
    )
    enough = bool(checks) and all(each.is_enough for each in checks)
    return Verdict(checks, enough, enough and _passes(terms, places, checks))


def _check(terms: Terms, place: UUID, operator: str, rows: Sequence[tuple[date, int]]) -> Check:
    days = len({day for day, _level in rows})
    level = median_low([level for _day, level in rows]) if rows else None
    enough = len(rows) >= terms.samples and days >= terms.days
    return Check(place, operator, len(rows), days, level, enough)


def _passes(terms: Terms, places: Collection[UUID], checks: Iterable[Check]) -> bool:
    best: Mapping[UUID, int] = {
        place: max(each.level or 0 for each in checks if each.place_id == place)
        for place in places
    }
    return all(level >= terms.pass_level for level in best.values())
