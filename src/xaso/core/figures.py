"""A number and where it came from: the shape every module answers in, typed or counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both counted."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class EvidenceLink:
    text: str
    url: str


@dataclass(frozen=True)
class Figure:
    """`number` None means nobody has told us yet; it is never the same as 0."""

    code: str
    number: Decimal | None
    period: Period
    source: str
    as_of: date
    village_id: UUID | None = None
    evidence: tuple[EvidenceLink, ...] = field(default=())
