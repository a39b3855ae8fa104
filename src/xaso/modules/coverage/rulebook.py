"""What holds in a commune on a day: read once, handed down to whatever judges, shows or asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache, cached_property
from typing import Any

from xaso.core.units.models import Commune

from .models import OwnRule, RulePart
from .remeasuring import Terms, packaged_terms
from .rules import Bounds, Rule, own_rule, packaged_rules
from .scales import (
    ClassTable,
    ClassTables,
    Operator,
    OperatorList,
    OperatorStep,
    own_classes,
    packaged_classes,
    packaged_operators,
)
from .versions import D, begun, own_version, version_word

MOST_MONTHS, MOST_SAMPLES, MOST_OVERDUE = 60, 20, 365


@dataclass(frozen=True)
class Rules:
    """Of one commune on one day."""

    day: date
    all_operators: OperatorList
    classes: ClassTables
    village: Rule
    terms: Terms

    @cached_property
    def operators(self) -> tuple[Operator, ...]:
        return self.all_operators.on(self.day)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """By code, also of those that are gone: old measurements keep their name."""
        return {code: each.name for code, each in self.all_operators.known(self.day).items()}

    @property
    def operators_version(self) -> str:
        return version_word(self.all_operators.version(self.day))

    @property
    def table(self) -> ClassTable:
        return self.classes.on(self.day)


@dataclass(frozen=True)
class Rulebook:
    """Every version, by day; of one day the one said last is the last."""

    all_operators: OperatorList
    classes: ClassTables
    villages: tuple[Rule, ...]
    terms: tuple[Terms, ...]

    def on(self, day: date) -> Rules:
        return Rules(
            day,
            self.all_operators,
            self.classes,
            begun(self.villages, day),
            begun(self.terms, day),
        )

    def later(self, since: date) -> list[Rules]:
        """Of the day, and of each later one on which the rule of villages or the terms change."""
        begins = (each.since for each in (*self.villages, *self.terms))
        return [self.on(day) for day in sorted({since, *(day for day in begins if day > since)})]


def rules_of(commune: Commune, on: date) -> Rules:
    """One query."""
    return rulebook(own_rules(commune)).on(on)


def own_rules(commune: Commune, *, told: bool = False) -> list[OwnRule]:
    """In the order they were said. `told`: with who said it."""
    rows = OwnRule.objects.of(commune).order_by("at", "pk")
    return list(rows.select_related("by") if told else rows)


def rulebook(rows: Iterable[OwnRule]) -> Rulebook:
    book = packaged()
    parts: dict[str, list[OwnRule]] = {part: [] for part in RulePart.values}
    for row in rows:
        parts[row.part].append(row)
    return Rulebook(
        OperatorList(_by_day(book.all_operators.steps, map(_step, parts[RulePart.OPERATOR]))),
        ClassTables(_own(book.classes.tables, parts[RulePart.CLASSES], _classes)),
        _own(book.villages, parts[RulePart.VILLAGE], _village),
        _own(book.terms, parts[RulePart.TERMS], _terms),
    )


@cache
def packaged() -> Rulebook:
    return Rulebook(
        OperatorList(_by_day(packaged_operators())),
        ClassTables(_by_day(packaged_classes())),
        _by_day(packaged_rules()),
        _by_day(packaged_terms()),
    )


def _own(
    shipped: tuple[D, ...], rows: Iterable[OwnRule], made: Callable[[D, OwnRule], D]
) -> tuple[D, ...]:
    """Each stands on the packaged one of its day."""
    return _by_day(shipped, (made(begun(shipped, row.since), row) for row in rows))


def _by_day(*versions: Iterable[D]) -> tuple[D, ...]:
    return tuple(sorted((each for some in versions for each in some), key=lambda v: v.since))


def _step(row: OwnRule) -> OperatorStep:
    said: Mapping[str, Any] = row.body
    operator = Operator(row.code, said["name"], said["mcc"], said["mnc"])
    return OperatorStep(said["step"], operator, row.since, own_version(row.number))


def _classes(base: ClassTable, row: OwnRule) -> ClassTable:
    return own_classes(base, row.body, own_version(row.number), row.since)


def _village(base: Rule, row: OwnRule) -> Rule:
    bounds = replace(base.bounds, **_known(Bounds, row))
    return own_rule(base, bounds, own_version(row.number), row.since)


def _terms(base: Terms, row: OwnRule) -> Terms:
    version = own_version(row.number)
    said = replace(base, **_known(Terms, row))
    return replace(said, version=version, since=row.since, confirmed=False, is_own=True)


def _known(made: type[Bounds | Terms], row: OwnRule) -> dict[str, Any]:
    """Numbers may have come or gone since it was said; what it does not say stays as it is packaged."""
    names = {each.name for each in fields(made)}
    return {name: value for name, value in row.body.items() if name in names}
