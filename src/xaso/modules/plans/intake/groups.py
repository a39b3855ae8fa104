"""What an annex leaves open, gathered so that one answer serves many rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2s

from xaso.core.people.models import Account
from xaso.lib.text import header_key
from xaso.modules.plans.annex.problems import DAY_OFF
from xaso.modules.plans.annex.shapes import AnnexRow
from xaso.modules.plans.queries.imports import Review, ReviewRow

from .choosers import Choosers

MOST_UNITS, MOST_DUES = 40, 40
"""Past these the rest is said row by row: a page with a thousand selects helps nobody."""
DUE_DOUBTS = frozenset({"no_due", "unknown_due", "confirm_due", "past_year"})


@dataclass(frozen=True)
class UnitGroup:
    """Rows led by one unit as read; empty when the cell is empty."""

    key: str
    name: str
    count: int
    lead: str
    """Our guess as the select writes it."""
    follower: Account | None
    is_stopgap: bool


@dataclass(frozen=True)
class DueGroup:
    """Rows whose due date reads alike and is not sure."""

    key: str
    text: str
    rows: tuple[int, ...]
    due: date | None
    recurrence: str
    note: str


@dataclass(frozen=True)
class Groups:
    units: tuple[UnitGroup, ...]
    dues: tuple[DueGroup, ...]
    days_off: int = 0
    """Rows whose due date is sure but a day off."""


def groups_of(review: Review, choosers: Choosers) -> Groups:
    new = [each for each in review.rows if each.change == "new"]
    doubtful = [each for each in review.rows if due_is_open(each)]
    units = sorted(_units(new, choosers), key=lambda unit: (not unit.name, -unit.count))
    return Groups(
        units=tuple(units[:MOST_UNITS]),
        dues=tuple(_dues(doubtful))[:MOST_DUES],
        days_off=sum(map(is_on_a_day_off, new)),
    )


def unit_key(name: str) -> str:
    return _short(header_key(name))


def due_key(row: AnnexRow) -> str:
    return _short(f"{row.due_text}|{row.due}|{row.recurrence}|{row.due_day}")


def due_is_open(each: ReviewRow) -> bool:
    """Asked for new rows, and for known ones whose date has changed."""
    asked = each.change == "new" or {"due", "recurrence"} & set(each.changed_fields)
    return bool(asked) and (
        any(problem.code in DUE_DOUBTS for problem in each.row.problems)
        or not (each.row.due or each.row.recurrence)
    )


def is_on_a_day_off(each: ReviewRow) -> bool:
    """And nothing else about its due date is asked."""
    return not due_is_open(each) and any(problem.code == DAY_OFF for problem in each.row.problems)


def _units(rows: Iterable[ReviewRow], choosers: Choosers) -> Iterable[UnitGroup]:
    gathered: dict[str, list[ReviewRow]] = {}
    for each in rows:
        gathered.setdefault(unit_key(each.row.lead), []).append(each)
    for key, alike in gathered.items():
        first = alike[0]
        yield UnitGroup(
            key=key,
            name=first.row.lead,
            count=len(alike),
            lead=choosers.offered_lead(first.offer),
            follower=first.offer.follower,
            is_stopgap=first.offer.is_stopgap,
        )


def _dues(rows: Iterable[ReviewRow]) -> Iterable[DueGroup]:
    gathered: dict[str, list[AnnexRow]] = {}
    for each in rows:
        gathered.setdefault(due_key(each.row), []).append(each.row)
    for key, alike in gathered.items():
        first = alike[0]
        yield DueGroup(
            key=key,
            text=first.due_text,
            rows=tuple(row.row for row in alike),
            due=first.due,
            recurrence=first.recurrence,
            note=first.due_note,
        )


def _short(text: str) -> str:
    return blake2s(text.encode(), digest_size=4).hexdigest()
