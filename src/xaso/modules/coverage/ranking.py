"""Which dead zones come first in the list for the companies: people there, times packaged weights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from xaso.lib.tables import read_table

from .models import Place, PlaceKind
from .queries.judging import Judged, States
from .remeasuring import terms_on
from .scales import LEVELS
from .standing import fresh

FILE = Path(__file__).parent / "data" / "weights.csv"
RISKY = "hay_thien_tai"
ONE = Decimal(1)


@dataclass(frozen=True)
class Weights:
    version: str
    by_code: Mapping[str, Decimal]

    def of(self, place: Place) -> Decimal:
        weight = self.by_code.get(place.kind, ONE)
        return weight * self.by_code.get(RISKY, ONE) if place.is_risky else weight


@dataclass(frozen=True)
class DeadZone:
    place: Place
    states: States
    weight: Decimal
    score: Decimal | None
    """None while nobody has said how many live or learn there: that is not 0."""
    best: int = 0

    @property
    def word(self) -> str:
        return f"{self.best} – {LEVELS[self.best]}"


def dead_zones(rows: Iterable[Judged], today: date) -> list[DeadZone]:
    """Everything measured within the time that counts is level 0; the heaviest first, the uncounted
    after them."""
    return [zone for zone in weak_places(rows, today) if zone.best == 0]


def weak_places(rows: Iterable[Judged], today: date) -> list[DeadZone]:
    """What one may ask the companies for: the dead ones first, then those where the best is weak."""
    weights, weak = weights_on(today), terms_on(today).pass_level
    found = [
        DeadZone(place, known, weights.of(place), _score(place, weights), best)
        for row in rows
        for place, known in row.places
        if place.kind != PlaceKind.CATCHING
        if (best := max(fresh(known, today).values(), default=weak)) < weak
    ]
    return sorted(found, key=_order)


def _order(zone: DeadZone) -> tuple[int, bool, Decimal, str]:
    return (zone.best, zone.score is None, -(zone.score or Decimal()), zone.place.name)


def weights_on(day: date) -> Weights:
    rows = [row for row in _rows() if date.fromisoformat(row["since"]) <= day] or list(_rows())
    newest = max(row["since"] for row in rows)
    chosen = [row for row in rows if row["since"] == newest]
    return Weights(chosen[0]["version"], {row["code"]: Decimal(row["weight"]) for row in chosen})


def _score(place: Place, weights: Weights) -> Decimal | None:
    counts = [each for each in (place.household_count, place.pupil_count) if each is not None]
    return sum(counts) * weights.of(place) if counts else None


@cache
def _rows() -> tuple[Mapping[str, str], ...]:
    return tuple(read_table(FILE))
