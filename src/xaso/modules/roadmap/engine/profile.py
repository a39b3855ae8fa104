"""What the answers say about a commune: traits with their reasons, readiness, level."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .rules import Comparison, Facts
from .tables import Tables, Trait

DECIDING = ("nhan_thuc", "con_nguoi", "ha_tang")
"""The level of the commune hangs on these groups."""


@dataclass(frozen=True)
class FoundTrait:
    trait: Trait
    because: tuple[Comparison, ...]
    """The parts of its rule that hold."""


@dataclass(frozen=True)
class Readiness:
    """`level` 0–3; 0 where nothing is known, and `known` then says so."""

    group: str
    level: int
    known: int
    asked: int


@dataclass(frozen=True)
class Profile:
    traits: tuple[FoundTrait, ...]
    readiness: tuple[Readiness, ...]
    level: int
    unknown: tuple[str, ...]
    """Codes of questions nobody could answer: each becomes a task "tìm hiểu"."""

    @property
    def trait_codes(self) -> frozenset[str]:
        return frozenset(found.trait.code for found in self.traits)


def profile_of(tables: Tables, facts: Facts) -> Profile:
    readiness = tuple(_readiness(tables, facts, group) for group in _groups(tables))
    return Profile(
        traits=tuple(
            FoundTrait(trait, trait.rule.true_parts(facts))
            for trait in tables.traits
            if trait.rule.holds(facts)
        ),
        readiness=readiness,
        level=_level({each.group: each.level for each in readiness}),
        unknown=tuple(code for code in tables.questions if code not in facts),
    )


def _groups(tables: Tables) -> list[str]:
    return list(dict.fromkeys(question.group for question in tables.questions.values()))


def _readiness(tables: Tables, facts: Facts, group: str) -> Readiness:
    """The mean of what is known, rounded down."""
    rows = [row for row in tables.readiness if row.group == group]
    levels = [level for row in rows if (level := row.steps.level(facts)) is not None]
    mean = sum(levels, Decimal(0)) / len(levels) if levels else Decimal(0)
    return Readiness(group, int(mean), len(levels), len(rows))


def _level(levels: dict[str, int]) -> int:
    """The lowest of the deciding groups; one more where the three together stand above it."""
    deciding = [levels.get(group, 0) for group in DECIDING]
    return min(min(deciding) + 1, sum(deciding) // len(deciding))
