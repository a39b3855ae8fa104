"""Villages one goes to without a signal: why, where people there catch one, and what is dead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .models import Place, PlaceKind
from .queries.judging import Judged, States
from .rulebook import Rules
from .standing import fresh

CAN_SEND = 3
"""From this level on a phone hands in what it holds."""


@dataclass(frozen=True)
class Catch:
    place: Place
    operator: str
    level: int


@dataclass(frozen=True)
class Trip:
    row: Judged
    dead: tuple[Place, ...]
    """Everything measured there within the time that counts is no signal."""
    catches: tuple[Catch, ...]
    """Where a phone can hand in, the best first; else where one can call at all."""
    can_send: bool
    is_measured: bool


def trips(rows: Iterable[Judged], rules: Rules) -> list[Trip]:
    """Those whose centre does not reach the level, or was not measured: nobody relies on luck. Villages
    that are known to be dead first."""
    found = [_trip(row, rules) for row in rows if not _is_good(row, rules)]
    return sorted(found, key=lambda trip: (not trip.is_measured, trip.can_send))


def _is_good(row: Judged, rules: Rules) -> bool:
    dead = any(place.kind == PlaceKind.CLUSTER and rules.village.is_dead(_best(states, rules))
               for place, states in row.places)  # fmt: skip
    centre = _best(row.centre[1], rules) if row.centre else None
    return not dead and centre is not None and centre >= CAN_SEND


def _trip(row: Judged, rules: Rules) -> Trip:
    dead = tuple(place for place, states in row.places
                 if place.kind != PlaceKind.CATCHING and rules.village.is_dead(_best(states, rules)))  # fmt: skip
    catches = sorted(
        (catch for place, states in row.places if (catch := _catch(place, states, rules))),
        key=lambda catch: -catch.level,
    )
    sending = [catch for catch in catches if catch.level >= CAN_SEND]
    measured = any(_best(states, rules) is not None for _place, states in row.places)
    return Trip(row, dead, tuple(sending or catches), bool(sending), measured)


def _best(states: States, rules: Rules) -> int | None:
    return max(fresh(states, rules).values(), default=None)


def _catch(place: Place, states: States, rules: Rules) -> Catch | None:
    levels = fresh(states, rules)
    if not levels or rules.village.is_dead(max(levels.values())):
        return None
    code = max(levels, key=lambda each: levels[each])
    return Catch(place, rules.names.get(code, code), levels[code])
