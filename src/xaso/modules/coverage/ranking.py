"""Which dead zones come first in the list for the companies: people there, times packaged weights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from xaso.core.units.models import Commune
from xaso.lib.tables import read_table

from .models import Place, PlaceKind, WeightTable
from .queries.judging import Judged, States
from .rulebook import Rules
from .scales import LEVELS
from .standing import fresh

FILE = Path(__file__).parent / "data" / "weights.csv"
RISKY = "hay_thien_tai"
ONE, LEAST, MOST = Decimal(1), Decimal("0.1"), Decimal(10)


@dataclass(frozen=True)
class Weights:
    version: str
    by_code: Mapping[str, Decimal]
    since: date
    reason: str = ""
    at: datetime | None = None
    by_name: str = ""

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


def dead_zones(rows: Iterable[Judged], weights: Weights, rules: Rules) -> list[DeadZone]:
    """Everything measured within the time that counts is no signal; the heaviest first, the uncounted
    after them."""
    zones = weak_places(rows, weights, rules)
    return [zone for zone in zones if rules.village.is_dead(zone.best)]


def weak_places(rows: Iterable[Judged], weights: Weights, rules: Rules) -> list[DeadZone]:
    """What one may ask the companies for: the dead ones first, then those where the best is weak."""
    weak = max(rules.terms.pass_level, rules.village.bounds.none_level + 1)
    found = [
        DeadZone(place, known, weights.of(place), _score(place, weights), best)
        for row in rows
        for place, known in row.places
        if place.kind != PlaceKind.CATCHING
        if (best := max(fresh(known, rules).values(), default=weak)) < weak
    ]
    return sorted(found, key=_order)


def _order(zone: DeadZone) -> tuple[int, bool, Decimal, str]:
    return (zone.best, zone.score is None, -(zone.score or Decimal()), zone.place.name)


def weights_on(commune: Commune, day: date) -> Weights:
    """Of those begun by the day the one begun last, the commune's own before a packaged one."""
    begun = [each for each in weight_tables(commune) if each.since <= day]
    return begun[0] if begun else packaged_weights(day)


def weight_tables(commune: Commune) -> list[Weights]:
    """The packaged ones and the commune's own, the one begun last first."""
    own = [
        Weights(row.label, {code: Decimal(each) for code, each in row.weights.items()},
                row.since, row.reason, row.at, row.by.full_name if row.by else "")
        for row in WeightTable.objects.of(commune).select_related("by").order_by("at", "pk")
    ]  # fmt: skip
    days = sorted({date.fromisoformat(row["since"]) for row in _rows()})
    tables = [*(packaged_weights(day) for day in days), *own]
    ranked = sorted(enumerate(tables), key=lambda each: (each[1].since, each[0]), reverse=True)
    return [table for _place, table in ranked]


def packaged_weights(day: date) -> Weights:
    rows = [row for row in _rows() if date.fromisoformat(row["since"]) <= day] or list(_rows())
    newest = max(row["since"] for row in rows)
    chosen = [row for row in rows if row["since"] == newest]
    by_code = {row["code"]: Decimal(row["weight"]) for row in chosen}
    return Weights(chosen[0]["version"], by_code, date.fromisoformat(newest))


def weight_name(code: str) -> str:
    return _("hay bị lũ, sạt lở") if code == RISKY else str(PlaceKind(code).label)


def _score(place: Place, weights: Weights) -> Decimal | None:
    counts = [each for each in (place.household_count, place.pupil_count) if each is not None]
    return sum(counts) * weights.of(place) if counts else None


@cache
def _rows() -> tuple[Mapping[str, str], ...]:
    return tuple(read_table(FILE))
