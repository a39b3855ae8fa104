"""The small rule language of the tables: "HT02/HT01>=20 OR HT04>=4".

What nobody knows makes a rule neither true nor false, unless the known parts decide it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

Facts = Mapping[str, Decimal]
"""Answers by the code of their question; "item:1.1" is the share of points of an indicator, in %."""
CODE = r"(?:item:[0-9]+(?:\.[0-9]+)*|[A-Z]{2}[0-9]{2})"
COMPARISON = re.compile(rf"({CODE})(?:/({CODE}))?(>=|<=|>|<|=)(-?[0-9]+(?:\.[0-9]+)?)")
TERM = re.compile(rf"({CODE})(?:/({CODE}))?")
STEP = re.compile(r"(>=|<)([0-9]+(?:\.[0-9]+)?):([0-9])")
ANY, ALL = " OR ", " & "


class BadRuleError(ValueError):
    """A table says something this language does not know."""


@dataclass(frozen=True)
class Term:
    """One number, or one as percent of another."""

    code: str
    over: str = ""

    def value(self, facts: Facts) -> Decimal | None:
        number = facts.get(self.code)
        if not self.over or number is None:
            return number
        whole = facts.get(self.over)
        return number / whole * 100 if whole else None

    @property
    def codes(self) -> tuple[str, ...]:
        return (self.code, self.over) if self.over else (self.code,)


@dataclass(frozen=True)
class Comparison:
    term: Term
    sign: str
    number: Decimal

    def holds(self, facts: Facts) -> bool | None:
        value = self.term.value(facts)
        return None if value is None else _compares(value, self.sign, self.number)


@dataclass(frozen=True)
class Rule:
    parts: tuple[Comparison, ...]
    is_any: bool = False

    def holds(self, facts: Facts) -> bool | None:
        """An empty rule never holds."""
        said = [part.holds(facts) for part in self.parts]
        if self.is_any:
            return True if True in said else None if None in said else False
        return False if False in said or not said else None if None in said else True

    def codes(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.term.codes

    def true_parts(self, facts: Facts) -> tuple[Comparison, ...]:
        """What made it hold."""
        return tuple(part for part in self.parts if part.holds(facts))


@dataclass(frozen=True)
class Steps:
    """ "<50:1 <20:2": 2 under 20, 1 under 50, else 0. Without steps the value itself counts."""

    term: Term
    steps: tuple[tuple[str, Decimal, int], ...] = ()

    def level(self, facts: Facts) -> Decimal | None:
        value = self.term.value(facts)
        if value is None or not self.steps:
            return value
        reached = [level for sign, number, level in self.steps if _compares(value, sign, number)]
        return Decimal(max(reached, default=0))


def read_rule(text: str) -> Rule:
    text = text.strip()
    if not text:
        return Rule(())
    if ANY in text and ALL in text:
        raise BadRuleError(text)
    parts = text.split(ANY if ANY in text else ALL)
    return Rule(tuple(_comparison(part.strip()) for part in parts), is_any=ANY in text)


def read_steps(term: str, text: str) -> Steps:
    found = TERM.fullmatch(term.strip())
    if not found:
        raise BadRuleError(term)
    steps = [] if text.strip() == "value" else [_step(part) for part in text.split()]
    return Steps(Term(found[1], found[2] or ""), tuple(steps))


def _comparison(text: str) -> Comparison:
    found = COMPARISON.fullmatch(text)
    if not found:
        raise BadRuleError(text)
    return Comparison(Term(found[1], found[2] or ""), found[3], Decimal(found[4]))


def _step(text: str) -> tuple[str, Decimal, int]:
    found = STEP.fullmatch(text)
    if not found:
        raise BadRuleError(text)
    return found[1], Decimal(found[2]), int(found[3])


def _compares(value: Decimal, sign: str, number: Decimal) -> bool:
    return {
        ">=": value >= number,
        "<=": value <= number,
        ">": value > number,
        "<": value < number,
        "=": value == number,
    }[sign]
