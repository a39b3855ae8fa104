"""Mẫu kế hoạch: a plan whose days are counted from a start, packaged or saved by a commune."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from xaso.lib.dates import month_bounds
from xaso.lib.worktime import Calendar

from .lists import DATA
from .sketches import GoalSketch, PlanSketch, TargetSketch, TaskSketch

VILLAGES = "thon"


@dataclass(frozen=True)
class PatternTask:
    pillar: str
    title: str
    product: str = ""
    evidence: str = ""
    count: int = 1
    days: int | None = None
    """Working days after the start; 0 is the start itself."""
    by: str = ""
    """A day of the year of the plan: "30/06"."""
    recurrence: str = ""
    recurrence_day: int | None = None
    who: str = ""
    """ "thon": the heads of the chosen villages; else one person, named later."""
    each: str = ""
    """The number each village should reach."""
    split: int = 0
    """A number shared out evenly between the villages, rounded up."""
    target: str = ""
    unit: str = ""
    coworkers: str = ""
    place: str = ""


@dataclass(frozen=True)
class PatternTarget:
    pillar: str
    code: str
    name: str
    unit: str = ""
    number: str = ""
    direction: str = "up"
    per_village: bool = False
    value_code: str = ""
    base_code: str = ""
    note: str = ""
    goal: int | None = None


@dataclass(frozen=True)
class Pattern:
    code: str
    name: str
    title: str
    help: str = ""
    label: str = ""
    """How official it is: "tham khảo"."""
    as_of: str = ""
    source: str = ""
    kind: str = "chuyen_de"
    whole_year: bool = False
    length: int = 60
    """Working days from the start to the end of the plan."""
    papers: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    goals: tuple[GoalSketch, ...] = ()
    targets: tuple[PatternTarget, ...] = ()
    tasks: tuple[PatternTask, ...] = ()

    @property
    def needs_villages(self) -> bool:
        return any(task.who == VILLAGES for task in self.tasks)


@dataclass(frozen=True)
class Filling:
    """What a person says when a plan is made from a pattern."""

    title: str
    start: date
    villages: tuple[UUID, ...] = ()
    lead_id: UUID | None = None
    follower_id: UUID | None = None


def read_pattern(data: Mapping[str, Any]) -> Pattern:
    words = dict(data)
    return Pattern(
        goals=tuple(GoalSketch(**each) for each in words.pop("goals", ())),
        targets=tuple(PatternTarget(**each) for each in words.pop("targets", ())),
        tasks=tuple(PatternTask(**each) for each in words.pop("tasks", ())),
        papers=tuple(words.pop("papers", ())),
        basis=tuple(words.pop("basis", ())),
        **words,
    )


@cache
def packaged_patterns() -> dict[str, Pattern]:
    """The yearly plan first."""
    found = [_read(path.read_text("utf-8")) for path in (DATA / "templates").glob("*.toml")]
    found.sort(key=lambda pattern: (not pattern.whole_year, pattern.name))
    return {pattern.code: pattern for pattern in found}


def sketch_of(pattern: Pattern, filling: Filling, calendar: Calendar) -> PlanSketch:
    start = date(filling.start.year, 1, 1) if pattern.whole_year else filling.start
    end = last_day(pattern, start, calendar)
    return PlanSketch(
        title=filling.title,
        year=start.year,
        kind=pattern.kind,
        period_from=start,
        period_to=end,
        basis=pattern.basis,
        goals=pattern.goals,
        targets=tuple(_target(each) for each in pattern.targets),
        tasks=tuple(_task(each, filling, start, end, calendar) for each in pattern.tasks),
    )


def last_day(pattern: Pattern, start: date, calendar: Calendar) -> date:
    if pattern.whole_year:
        return date(start.year, 12, 31)
    return after_working_days(start, pattern.length, calendar)


def due_of(task: PatternTask, start: date, calendar: Calendar) -> date | None:
    if task.by:
        day, month = (int(part) for part in task.by.split("/"))
        return date(start.year, month, min(day, month_bounds(start.year, month)[1].day))
    return None if task.days is None else after_working_days(start, task.days, calendar)


def after_working_days(start: date, count: int, calendar: Calendar) -> date:
    """0: the start itself, or the first working day after it."""
    day = start if calendar.is_working_day(start) else calendar.next_working_day(start)
    for _step in range(count):
        day = calendar.next_working_day(day)
    return day


def title_for(pattern: Pattern, start: date) -> str:
    return pattern.title.replace("{nam}", str(start.year))


def share_of(task: PatternTask, villages: Sequence[UUID]) -> Decimal | None:
    """300 samples over 55 villages: 6 each."""
    if task.split and villages:
        return Decimal(-(-task.split // len(villages)))
    return Decimal(task.each) if task.each else None


def _read(text: str) -> Pattern:
    return read_pattern(tomllib.loads(text))


def _target(target: PatternTarget) -> TargetSketch:
    return TargetSketch(
        pillar=target.pillar,
        code=target.code,
        name=target.name,
        unit=target.unit,
        direction=target.direction,
        target=Decimal(target.number) if target.number else None,
        per_village=target.per_village,
        value_code=target.value_code,
        base_code=target.base_code,
        note=target.note,
        goal=target.goal,
    )


def _task(
    task: PatternTask, filling: Filling, start: date, end: date, calendar: Calendar
) -> TaskSketch:
    by_villages = task.who == VILLAGES
    villages = filling.villages if by_villages else ()
    return TaskSketch(
        pillar=task.pillar,
        title=task.title,
        product=task.product,
        evidence_kind=task.evidence,
        evidence_count=task.count,
        due=due_of(task, start, calendar),
        recurrence=task.recurrence,
        recurrence_day=task.recurrence_day,
        recurrence_until=end if task.recurrence else None,
        lead_id=None if by_villages else filling.lead_id,
        follower_id=filling.follower_id,
        lead_role="truong_thon" if by_villages else "",
        lead_unit=task.unit,
        coworkers=task.coworkers,
        target_code=task.target,
        place=task.place,
        villages=villages,
        expected_per_village=share_of(task, villages),
    )
