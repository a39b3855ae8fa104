"""Which numbers a commune may be asked for, where only their names are needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xaso.core.units.models import Commune
from xaso.modules.indicators.periods import year_period
from xaso.modules.indicators.queries.book import book_of
from xaso.modules.indicators.queries.counted import counted_codes


@dataclass(frozen=True)
class NumberName:
    code: str
    name: str
    unit: str
    source: str
    """Where its definition says it comes from."""


def numbers_asked(commune: Commune, today: date) -> list[NumberName]:
    """Of the packaged list and the commune's own packs of the year, in their order; one query."""
    book = book_of(commune, year_period(today.year))
    return [
        NumberName(each.code, each.name, each.unit, each.source_system)
        for each in book.definitions()
    ]


def numbers_counted(commune: Commune, today: date) -> frozenset[str]:
    """Codes of the numbers the program counts from its own rows this year; nobody types them."""
    return counted_codes(commune, year_period(today.year), today)
