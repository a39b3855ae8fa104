"""Villages one goes to without a signal: why, where people there catch one, and what is dead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .models import Place, PlaceKind
from .queries.judging import Judged, States
from .scales import operator_names
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
    """Everything measured there within the time that counts is level 0."""
    catches: tuple[Catch, ...]
    """Where a phone can hand in, the best first; else where one can call at all."""
    can_send: bool
    is_measured: bool


def trips(rows: Iterable[Judged], today: date) -> list[Trip]:
    """Those whose centre does not reach the level, or was not measured: nobody relies on luck. Villages
    that are known to be dead first."""
    found = [_trip(row, today) for row in rows if not _is_good(row, today)]
    return sorted(found, key=lambda trip: (not trip.is_measured, trip.can_send))


def _is_good(row: Judged, today: date) -> bool:
    dead = any(place.kind == PlaceKind.CLUSTER and _best(states, today) == 0
               for place, states in row.places)  # fmt: skip
    centre = _best(row.centre[1], today) if row.centre else None
    return not dead and centre is not None and centre >= CAN_SEND


def _trip(row: Judged, today: date) -> Trip:
    dead = tuple(place for place, states in row.places
                 if place.kind != PlaceKind.CATCHING and _best(states, today) == 0)  # fmt: skip
    catches = sorted(
        (catch for place, states in row.places if (catch := _catch(place, states, today))),
        key=lambda catch: -catch.level,
    )
    sending = [catch for catch in catches if catch.level >= CAN_SEND]
    measured = any(_best(states, today) is not None for _place, states in row.places)
    return Trip(row, dead, tuple(sending or catches), bool(sending), measured)


def _best(states: States, today: date) -> int | None:
    return max(fresh(states, today).values(), default=None)


def _catch(place: Place, states: States, today: date) -> Catch | None:
    levels = fresh(states, today)
    if not levels or max(levels.values()) < 1:
        return None
    code = max(levels, key=lambda each: levels[each])
    return Catch(place, operator_names().get(code, code), levels[code])
