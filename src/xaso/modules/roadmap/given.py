"""What a person gives to the actions: answers, rows of the request, promises."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Said:
    """`number` None means "chưa biết"."""

    number: Decimal | None


@dataclass(frozen=True)
class Wanted:
    """`quantity` 0 leaves the row out of the request."""

    block: str
    item: str
    quantity: int
    unit_price_vnd: int | None
    source: str


@dataclass(frozen=True)
class Promise:
    code: str
    promised: int
    kept: int | None
