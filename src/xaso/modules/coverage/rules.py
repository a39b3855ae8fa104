"""The class of a village, by a packaged rule with a version; its steps are data, tried in order."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .versions import Versioned

FILE = Path(__file__).parent / "data" / "village_rule.toml"
UNKNOWN = "chua_du"
NONE, WEAK = "none", "weak"
"""What a step may say of the best level, in the numbers of the rule."""
CLASSES: Mapping[str, str | Promise] = {
    "trang": _("trắng sóng"),
    "lom": _("lõm sóng"),
    "yeu": _("sóng yếu"),
    UNKNOWN: _("chưa đủ số liệu"),
    "dat": _("đạt"),
}
"""The gravest first."""


@dataclass(frozen=True)
class Step:
    class_name: str
    say: str
    places: frozenset[str] = frozenset()
    absent: bool = False
    missing: bool = False
    best: tuple[int, int] | None = None


@dataclass(frozen=True)
class Bounds:
    """The numbers of the rule a commune may set itself."""

    old_after_months: int
    none_level: int
    """Up to this level there is no signal."""
    weak_level: int
    """Up to this level it is weak."""


@dataclass(frozen=True)
class Rule(Versioned):
    version: str
    since: date
    confirmed: bool
    basis: str
    """The code of a legal text."""
    bounds: Bounds
    steps: tuple[Step, ...]
    is_own: bool = False

    @property
    def old_after_months(self) -> int:
        return self.bounds.old_after_months

    def is_dead(self, level: int | None) -> bool:
        """Nobody measured it: nobody knows, and it is not dead."""
        return level is not None and level <= self.bounds.none_level


@dataclass(frozen=True)
class Seen:
    """A place and the levels that count there, by operator."""

    place_id: UUID
    kind: str
    levels: Mapping[str, int]


@dataclass(frozen=True)
class Finding:
    class_name: str
    say: str
    place_ids: tuple[UUID, ...]
    """Those that made the step hold."""
    version: str


def packaged_rules() -> list[Rule]:
    return [_made(row, version, row["since"], _bounds(row)) for version, row in _rows().items()]


def own_rule(base: Rule, bounds: Bounds, version: str, since: date) -> Rule:
    """The steps of a packaged one, with the commune's own numbers in them."""
    made = _made(_rows()[base.version], version, since, bounds)
    return replace(made, confirmed=False, is_own=True)


def classify(rule: Rule, places: Sequence[Seen], operators: Collection[str]) -> Finding:
    for step in rule.steps:
        ours = [each for each in places if each.kind in step.places]
        if step.absent and ours:
            continue
        fits = [each.place_id for each in ours if _fits(step, each, operators)]
        if fits or step.absent or not step.places:
            return Finding(step.class_name, step.say, tuple(fits), rule.version)
    raise ValueError(f"rule {rule.version} has no last step")


def _fits(step: Step, place: Seen, operators: Collection[str]) -> bool:
    if step.missing:
        return not set(operators) <= place.levels.keys()
    if step.best is None or not place.levels:
        return False
    return step.best[0] <= max(place.levels.values()) <= step.best[1]


@cache
def _rows() -> Mapping[str, Any]:
    with FILE.open("rb") as file:
        return tomllib.load(file)


def _bounds(row: Mapping[str, Any]) -> Bounds:
    return Bounds(row["old_after_months"], row["none_level"], row["weak_level"])


def _made(row: Mapping[str, Any], version: str, since: date, bounds: Bounds) -> Rule:
    steps = tuple(_steps(row["steps"], bounds))
    return Rule(version, since, row["confirmed"], row["basis"], bounds, steps)


def _steps(rows: Iterable[Mapping[str, Any]], bounds: Bounds) -> Iterable[Step]:
    best = {NONE: (0, bounds.none_level), WEAK: (bounds.none_level + 1, bounds.weak_level)}
    words = {name: _between(*ends) for name, ends in best.items()}
    words |= {"months": str(bounds.old_after_months), "good": str(bounds.weak_level + 1)}
    for row in rows:
        yield Step(
            class_name=row["class"],
            say=row["say"].format(**words),
            places=frozenset(row.get("places", ())),
            absent=row.get("absent", False),
            missing=row.get("missing", False),
            best=best.get(row.get("best", "")),
        )


def _between(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
