"""What an officer has said about an annex, understood; what is kept is kept as typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from xaso.core.people.models import Account

from .choosers import Lead


@dataclass(frozen=True)
class UnitSaid:
    lead: Lead
    follower: Account | None


@dataclass(frozen=True)
class DueSaid:
    due: date | None
    recurrence: str


@dataclass(frozen=True)
class RowSaid:
    """About one row only; what is None or empty follows the unit, the product and the file."""

    title: str = ""
    lead: Lead | None = None
    follower: Account | None = None
    evidence_kind: str = ""
    evidence_count: int | None = None
    due: date | None = None
    recurrence: str = ""
    is_skipped: bool | None = None
    """None: rows that repeat another are left out, all others taken."""


@dataclass(frozen=True)
class Said:
    units: Mapping[str, UnitSaid] = field(default_factory=dict)
    dues: Mapping[str, DueSaid] = field(default_factory=dict)
    kinds: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """Offered kind of evidence → the kind and the number wanted instead."""
    rows: Mapping[str, RowSaid] = field(default_factory=dict)
    moves_days_off: bool = False
    """A due date on a day off moves to the working day before it."""


NOTHING_SAID = RowSaid()
