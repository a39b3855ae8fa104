"""What happened in a week or a longer period: for the Monday sheet and the reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from xaso.core.figures import Period
from xaso.core.pages.keyset import short_count
from xaso.core.units.models import Commune
from xaso.lib.dates import day_end, day_start
from xaso.modules.plans.cards import TaskCard, card_of
from xaso.modules.plans.lists import pillars
from xaso.modules.plans.models import (
    CANCELLED,
    PAUSED,
    RUNNING,
    WAITING,
    Extension,
    ExtensionResult,
    Task,
    TaskState,
)
from xaso.modules.plans.queries.counts import TaskNumbers, task_numbers
from xaso.modules.plans.queries.lists import not_red

from .board import RedRow, red_rows

MOST_ROWS, MOST_OF_WEEK = 400, 30
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Week:
    """The Monday sheet: what was done in the week before, what is due in this one."""

    numbers: TaskNumbers
    done: int
    done_on_time: int
    red: tuple[RedRow, ...]
    """The first of `numbers.red`."""
    due: tuple[TaskCard, ...]
    """The first running tasks due from Monday to Sunday that are not red."""
    due_count: int


@dataclass(frozen=True)
class Scope:
    """What a report is about: everything, one pillar, or one plan."""

    pillar: str = ""
    plan_id: UUID | None = None

    def of(self, rows: QuerySet[Any], task: str = "") -> QuerySet[Any]:
        """`task` is the way from the row to its task: "task__"."""
        if self.pillar:
            rows = rows.filter(**{f"{task}pillar": self.pillar})
        return rows.filter(**{f"{task}plan": self.plan_id}) if self.plan_id else rows


WHOLE = Scope()


@dataclass(frozen=True)
class PillarNumbers:
    code: str
    label: str
    given: int
    done: int
    late: int


@dataclass(frozen=True)
class Month:
    """Any period; `as_of` is its last day, or today while it runs."""

    period: Period
    as_of: date
    is_known: bool
    """Somebody had given a task by then; before that a 0 would say what nobody knows."""
    given: int
    """Assigned inside the period."""
    done: int
    """Accepted inside the period."""
    done_on_time: int
    open_at_end: int
    late_at_end: int
    extended: int
    cancelled: int
    by_pillar: tuple[PillarNumbers, ...]
    late_rows: tuple[TaskCard, ...]


def week(commune: Commune, monday: date, today: date, most: int = MOST_OF_WEEK) -> Week:
    """At most so many rows of each kind."""
    done = _accepted(commune, monday - WEEK, monday - timedelta(days=1))
    running = Task.objects.of(commune).filter(state_order=RUNNING)
    due = not_red(running, today).filter(listed_date__range=(monday, monday + timedelta(days=6)))
    return Week(
        numbers=task_numbers(commune, today),
        done=done.count(),
        done_on_time=done.filter(is_on_time=True).count(),
        red=red_rows(commune, today, most),
        due=_cards(due.order_by("listed_date", "pk")[:most], today),
        due_count=due.count(),
    )


def month(commune: Commune, period: Period, today: date, scope: Scope = WHOLE) -> Month:
    """Late at the end: given, due before that day, and neither handed in nor ended by then."""
    as_of = min(period.last, today)
    tasks = scope.of(Task.objects.of(commune))
    done = scope.of(_accepted(commune, period.first, period.last))
    given = tasks.filter(
        assigned_at__gte=day_start(period.first), assigned_at__lt=day_end(period.last)
    )
    open_then = scope.of(_open_on(commune, as_of))
    late = _late_on(open_then, as_of)
    cancelled = tasks.filter(state=TaskState.HUY, cancelled_on__range=(period.first, period.last))
    return Month(
        period=period,
        as_of=as_of,
        is_known=tasks.filter(assigned_at__lt=day_end(as_of)).exists(),
        given=given.count(),
        done=done.count(),
        done_on_time=done.filter(is_on_time=True).count(),
        open_at_end=open_then.count(),
        late_at_end=late.count(),
        extended=_extended(commune, period, scope),
        cancelled=cancelled.count(),
        by_pillar=_by_pillar(given, done, late),
        late_rows=_cards(late.order_by("listed_date", "pk")[:MOST_ROWS], today),
    )


def year_tasks(commune: Commune, year: int, today: date) -> tuple[tuple[TaskCard, ...], bool]:
    """The rows of the assignment annex by pillar and number, and whether some were left out."""
    rows = Task.objects.of(commune).filter(year=year).exclude(state__in=["nhap", "huy"])
    cards = _cards(rows.order_by("pillar", "number")[:MOST_ROWS], today)
    return cards, len(cards) == MOST_ROWS and short_count(rows)[0] > MOST_ROWS


def _open_on(commune: Commune, day: date) -> QuerySet[Task]:
    """Given by then and not yet accepted or cancelled: each part of the OR has its index."""
    still_open = Q(state_order__in=[RUNNING, WAITING, PAUSED])
    done_later = Q(accepted_at__gte=day_end(day))
    cancelled_later = Q(state_order=CANCELLED, cancelled_on__gt=day)
    given = Task.objects.of(commune).filter(assigned_at__lt=day_end(day))
    return given.filter(still_open | done_later | cancelled_later)


def _late_on(open_then: QuerySet[Task], day: date) -> QuerySet[Task]:
    paused = Q(paused_on__isnull=False, paused_on__lte=day)
    in_hand = Q(submitted_on__isnull=False, submitted_on__lte=day)
    return open_then.filter(listed_date__lt=day).exclude(paused).exclude(in_hand)


def _by_pillar(
    given: QuerySet[Task], done: QuerySet[Task], late: QuerySet[Task]
) -> tuple[PillarNumbers, ...]:
    counts = [_counted(rows) for rows in (given, done, late)]
    return tuple(
        PillarNumbers(pillar.code, pillar.label, *(count.get(pillar.code, 0) for count in counts))
        for pillar in pillars().values()
    )


def _counted(rows: QuerySet[Task]) -> dict[str, int]:
    return dict(rows.order_by().values_list("pillar").annotate(Count("pk")))


def _extended(commune: Commune, period: Period, scope: Scope) -> int:
    rows = Extension.objects.of(commune).filter(
        result=ExtensionResult.DONG_Y, decided_on__range=(period.first, period.last)
    )
    return scope.of(rows, "task__").count()


def _accepted(commune: Commune, first: date, last: date) -> QuerySet[Task]:
    return Task.objects.of(commune).filter(
        accepted_at__gte=day_start(first), accepted_at__lt=day_end(last)
    )


def _cards(rows: QuerySet[Task], today: date) -> tuple[TaskCard, ...]:
    with_people = rows.select_related("lead", "follower", "target")
    return tuple(card_of(task, today) for task in with_people)
