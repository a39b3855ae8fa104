"""What looks wrong in a village's numbers. A warning never blocks: the village knows better."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from xaso.lib.numbers import write_number

from .report_book import Item

Numbers = Mapping[str, Decimal | None]
CODE = re.compile(r"[A-Z0-9_]+")


@dataclass(frozen=True)
class Rule:
    parts: tuple[str, ...]
    limit: str


@dataclass(frozen=True)
class Doubt:
    item: str
    text: str
    asks_note: bool = False


def read_rule(text: str) -> Rule:
    """ "CT03+CT04<=CT01". Raises ValueError."""
    sums, _sign, limit = text.partition("<=")
    parts = tuple(sums.split("+"))
    if not all(CODE.fullmatch(code) for code in (*parts, limit)):
        raise ValueError(text)
    return Rule(parts, limit)


def is_broken(rule: Rule, numbers: Numbers) -> bool:
    """What is missing counts as nothing: the known part alone may be too much already."""
    limit = numbers.get(rule.limit)
    known = [number for code in rule.parts if (number := numbers.get(code)) is not None]
    return limit is not None and bool(known) and sum(known) > limit


def changed_much(item: Item, now: Decimal | None, before: Decimal | None) -> bool:
    """From 0 to anything is a big change; a missing number is none."""
    if item.change_percent is None or now is None or before is None:
        return False
    return abs(now - before) * 100 > item.change_percent * before


def doubts_of(
    items: Iterable[Item], numbers: Numbers, before: Numbers, notes: Mapping[str, str]
) -> list[Doubt]:
    """In the order of the form; a change that has its note is no longer asked about."""
    items = list(items)
    return [*_broken(items, numbers), *_changed(items, numbers, before, notes)]


def _broken(items: list[Item], numbers: Numbers) -> Iterable[Doubt]:
    names = {item.code: item.name for item in items}
    for text in dict.fromkeys(text for item in items for text in item.rules):
        rule = read_rule(text)
        if is_broken(rule, numbers):
            parts = " + ".join(names.get(code, code) for code in rule.parts)
            said = _("%(parts)s nhiều hơn %(limit)s. Xem lại hai số này.") % {
                "parts": parts,
                "limit": names.get(rule.limit, rule.limit).lower(),
            }
            yield Doubt(next(c for c in rule.parts if numbers.get(c) is not None), said)


def _changed(
    items: list[Item], numbers: Numbers, before: Numbers, notes: Mapping[str, str]
) -> Iterable[Doubt]:
    for item in items:
        then, now = before.get(item.code), numbers.get(item.code)
        if changed_much(item, now, then) and not notes.get(item.code):
            words = {
                "name": item.name,
                "then": write_number(then),
                "now": write_number(now),
                "percent": item.change_percent,
            }
            said = _(
                "%(name)s đổi hơn %(percent)d %%: tháng trước %(then)s, nay %(now)s."
                " Ghi vì sao vào ghi chú."
            )
            yield Doubt(item.code, said % words, asks_note=True)
