"""How visits are counted: definitions that stay, so that months compare. Nothing here reads a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import median
from uuid import UUID

from .codes import ABSENT, DONE
from .lines import Line


@dataclass(frozen=True)
class Seen:
    """One visit that counts, as the metrics need it."""

    team_id: UUID
    lines: tuple[Line, ...]
    people: int = 0
    household_id: UUID | None = None
    minutes: int | None = None


@dataclass(frozen=True)
class TopReason:
    code: str
    count: int
    total: int
    """Of all lines that were not done and say why."""

    @property
    def percent(self) -> Fraction:
        return Fraction(100 * self.count, self.total)


@dataclass(frozen=True)
class Activity:
    visits: int
    people: int
    """Counted at each visit: somebody helped twice stands here twice, so it is said with "≈"."""
    households: int
    """Different ones, among the visits that name one."""
    done_percent: Fraction | None
    top_reason: TopReason | None
    minutes: Fraction | None
    """The median of the visits that say how long they took."""


def activity_of(visits: Sequence[Seen], not_done: Collection[str]) -> Activity:
    """`not_done`: the outcomes that ask for a reason."""
    lines = [line for visit in visits for line in visit.lines]
    return Activity(
        visits=len(visits),
        people=sum(visit.people for visit in visits),
        households=len({visit.household_id for visit in visits} - {None}),
        done_percent=done_percent(line.outcome for line in lines),
        top_reason=top_reason(lines, not_done),
        minutes=median_minutes(visits),
    )


def done_percent(outcomes: Iterable[str]) -> Fraction | None:
    """Done of all but those where nobody was at home; None where there is nothing to divide by."""
    counted = [outcome for outcome in outcomes if outcome != ABSENT]
    return Fraction(100 * counted.count(DONE), len(counted)) if counted else None


def top_reason(lines: Iterable[Line], not_done: Collection[str]) -> TopReason | None:
    """Of two as frequent the first by its code."""
    counts = reasons_of(lines, not_done)
    if not counts:
        return None
    code, count = min(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return TopReason(code, count, counts.total())


def reasons_of(lines: Iterable[Line], not_done: Collection[str]) -> Counter[str]:
    return Counter(line.reason for line in lines if line.reason and line.outcome in not_done)


@dataclass(frozen=True)
class FollowUp:
    due: date
    done: date | None


def followed_in_time(follow_ups: Iterable[FollowUp], today: date) -> Fraction | None:
    """Done by the promised day, in percent of all whose day has come; None where none has."""
    due = [each for each in follow_ups if each.due < today or each.done is not None]
    kept = [each for each in due if each.done is not None and each.done <= each.due]
    return Fraction(100 * len(kept), len(due)) if due else None


def services_of(lines: Iterable[Line]) -> dict[str, list[str]]:
    """The outcomes of each service, nobody at home left out; the most frequent service first."""
    found: dict[str, list[str]] = {}
    for line in lines:
        if line.outcome != ABSENT:
            found.setdefault(line.service, []).append(line.outcome)
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def median_minutes(visits: Iterable[Seen]) -> Fraction | None:
    known = [Fraction(visit.minutes) for visit in visits if visit.minutes is not None]
    return median(known) if known else None
