"""What the roadmap asks: how many points of each item are still open, and single numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ObjectDoesNotExist

from xaso.core.figures import Figure, Period
from xaso.core.units.models import Commune
from xaso.modules.indicators.definitions import pack_named
from xaso.modules.indicators.packs.value_defs import value_defs
from xaso.modules.indicators.queries.packs import assess_packs
from xaso.modules.indicators.queries.values import value_now
from xaso.modules.indicators.scoring.pack import Item


@dataclass(frozen=True)
class ItemPoints:
    code: str
    name: str
    max: Decimal
    percent: Decimal | None
    """Of the points it can give; None while nobody knows."""
    open: Decimal
    """Points still to be won; all of them while nobody knows."""


@dataclass(frozen=True)
class ItemMeasure:
    """What a target for this item is measured by; empty codes where a person judges it."""

    name: str
    value_code: str
    base_code: str
    target_percent: Decimal | None


def item_points(
    commune: Commune, pack_code: str, period: Period, today: date
) -> tuple[ItemPoints, ...]:
    """Five queries, however many items. What does not apply to the commune has nothing open."""
    pack = pack_named(pack_code)
    if pack is None:
        raise ObjectDoesNotExist(pack_code)
    rows = assess_packs(commune, [pack], period, today)[pack_code].rows
    return tuple(_points(row.item, row.score.score, row.score.state) for row in rows)


def item_measures(pack_code: str) -> dict[str, ItemMeasure]:
    """Of each item of a packaged pack, by its code."""
    pack = pack_named(pack_code)
    return {item.code: _measure(item) for item in pack.items} if pack else {}


def known_numbers(
    commune: Commune, codes: Iterable[str], period: Period, today: date
) -> dict[str, Figure]:
    """By the code of the definition; what nobody knows is left out, and so is an unknown code."""
    definitions = [value_defs()[code] for code in codes if code in value_defs()]
    found = value_now(commune, definitions, period, today)
    return {code: now.figure for code, now in found.items() if now.number is not None}


def value_codes() -> frozenset[str]:
    return frozenset(value_defs())


def _points(item: Item, score: Decimal | None, state: str) -> ItemPoints:
    top = item.max or Decimal(0)
    if state == "not_applicable":
        return ItemPoints(item.code, item.name, top, None, Decimal(0))
    if score is None or not top:
        return ItemPoints(item.code, item.name, top, None, top)
    return ItemPoints(item.code, item.name, top, score / top * 100, top - score)


def _measure(item: Item) -> ItemMeasure:
    target = Decimal(item.target.numerator) / item.target.denominator if item.target else None
    return ItemMeasure(item.name, item.num_def, item.den_def, target)
