"""The class of a village, by a packaged rule with a version; its steps are data, tried in order."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FILE = Path(__file__).parent / "data" / "village_rule.toml"
UNKNOWN = "chua_du"
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
class Rule:
    version: str
    since: date
    confirmed: bool
    basis: str
    """The code of a legal text."""
    old_after_months: int
    steps: tuple[Step, ...]


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


def rule_on(day: date) -> Rule:
    """The newest version begun by the day; before the first one, the first."""
    rules = _rules()
    begun = [each for each in rules if each.since <= day]
    return max(begun or rules[:1], key=lambda each: each.since)


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
def _rules() -> tuple[Rule, ...]:
    with FILE.open("rb") as file:
        rows = tomllib.load(file)
    return tuple(
        Rule(version, row["since"], row["confirmed"], row["basis"], row["old_after_months"],
             tuple(_steps(row["steps"])))
        for version, row in rows.items()
    )  # fmt: skip


def _steps(rows: Iterable[Mapping[str, object]]) -> Iterable[Step]:
    for row in rows:
        best = row.get("best")
        yield Step(
            class_name=str(row["class"]),
            say=str(row["say"]),
            places=frozenset(row.get("places", ())),  # type: ignore[call-overload]
            absent=bool(row.get("absent")),
            missing=bool(row.get("missing")),
            best=(best[0], best[1]) if isinstance(best, list) else None,
        )
