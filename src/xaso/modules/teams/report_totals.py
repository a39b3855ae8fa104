"""The commune's numbers out of its villages'. What a village has not said is not 0."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from .report_book import Item
from .report_checks import Numbers

ByVillage = Mapping[UUID, Numbers]


@dataclass(frozen=True)
class Total:
    item: Item
    number: Decimal | None
    """None while no village has said it."""
    known: int
    before: Decimal | None
    before_known: int
    change: Decimal | None
    """Over the villages that said it in both months, so that a late one makes no fall."""
    both: int


def totals_of(items: Iterable[Item], now: ByVillage, before: ByVillage) -> list[Total]:
    return [_total(item, said(now, item), said(before, item)) for item in items]


def said(villages: ByVillage, item: Item) -> dict[UUID, Decimal]:
    """Of the villages that gave a number."""
    return {
        village: number
        for village, numbers in villages.items()
        if (number := numbers.get(item.code)) is not None
    }


def _total(item: Item, now: dict[UUID, Decimal], before: dict[UUID, Decimal]) -> Total:
    both = now.keys() & before.keys()
    return Total(
        item=item,
        number=sum(now.values(), Decimal(0)) if now else None,
        known=len(now),
        before=sum(before.values(), Decimal(0)) if before else None,
        before_known=len(before),
        change=sum((now[pk] - before[pk] for pk in both), Decimal(0)) if both else None,
        both=len(both),
    )
