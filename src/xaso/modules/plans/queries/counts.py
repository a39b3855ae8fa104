"""Numbers of a commune's tasks, each counted in an index; what each counts is said at its field."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    Count,
    F,
    Func,
    IntegerField,
    Min,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from xaso.core.units.models import Commune, Village
from xaso.modules.plans.lists import limits
from xaso.modules.plans.models import (
    CANCELLED,
    DONE,
    DRAFT,
    PAUSED,
    RUNNING,
    WAITING,
    Task,
    TaskQuerySet,
    TaskVillage,
    VillageState,
)

OPEN = (RUNNING, WAITING, PAUSED)
LATE = "cham"
ROWS = Count("*")
"""Never a column: an index that lacks it could not answer alone."""


def rows_that(condition: Q) -> Count:
    """Of the rows read anyway, how many are so."""
    return Count(Value(1), filter=condition)


def by(field: str) -> Coalesce:
    """To group by. Of a bare column SQLite may walk a whole index that happens to lie in its order,
    past the one that holds just the rows asked for."""
    return Coalesce(field, field)


def row_count(rows: QuerySet[Any]) -> Subquery:
    """As a column of something else. `rows` names what they belong to by OuterRef."""
    # No aggregate in the eyes of Django, which would group; the database counts twice as fast.
    counted = Func(Value(1), function="COUNT", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(rows=counted).values("rows"))


@dataclass(frozen=True)
class TaskNumbers:
    """Tasks of the year, and open ones left over from years before."""

    total: int
    """Given and not cancelled."""
    done: int
    done_on_time: int
    late: int
    """As lateness.is_late: running past the date, or handed in after it and not yet accepted."""
    late_running: int
    """Of the late ones: nothing is handed in yet."""
    at_risk: int
    """Due within 3 days and less than half done; not counted as soon."""
    soon: int
    waiting: int
    paused: int
    drafts: int
    cancelled: int
    carried: int
    """Of the total: left over from years before."""

    @property
    def red(self) -> int:
        """What the leader's board lists as red."""
        return self.late_running + self.at_risk


@dataclass(frozen=True)
class VillageNumbers:
    village_id: UUID
    name: str
    owed: int
    """Open tasks the village is part of."""
    not_reported: int
    waiting: int
    accepted: int
    failed: int
    returned: int
    late: int
    """Open tasks past their date for which this village is not accepted."""


@dataclass(frozen=True)
class LateLead:
    """What one lead has late; without an id the leads are the villages of the tasks."""

    lead_id: UUID | None
    count: int
    earliest: date
    """The due date that passed longest ago."""


def task_numbers(commune: Commune, today: date) -> TaskNumbers:
    """Three queries, each of them inside one index."""
    rows = Task.objects.of(commune).order_by()
    year, on_time = _of_year(rows, today.year)
    now = _open_now(rows, today)
    return TaskNumbers(
        total=sum(year[order] for order in (*OPEN, DONE)) + now["carried"],
        done=year[DONE],
        done_on_time=on_time,
        late=now["late_running"] + now["handed_in_late"],
        drafts=rows.filter(state_order=DRAFT).count(),
        cancelled=year[CANCELLED],
        **{key: count for key, count in now.items() if key != "handed_in_late"},
    )


def late_leads(commune: Commune, today: date) -> list[LateLead]:
    """Who has late tasks, the most of them first. One query of two parts, as `late_parts`."""
    parts = [
        rows.values_list(by("lead")).annotate(rows=ROWS, earliest=Min("listed_date"))
        for rows in late_parts(Task.objects.of(commune).order_by(), today)
    ]
    counts: Counter[UUID | None] = Counter()
    earliest: dict[UUID | None, date] = {}
    for lead_id, count, day in parts[0].union(*parts[1:], all=True):
        counts[lead_id] += count
        earliest[lead_id] = min(day, earliest.get(lead_id, day))
    leads = [LateLead(lead_id, count, earliest[lead_id]) for lead_id, count in counts.items()]
    return sorted(leads, key=lambda each: (-each.count, each.earliest, str(each.lead_id)))


def late_parts(rows: TaskQuerySet, today: date) -> tuple[TaskQuerySet, TaskQuerySet]:
    """As TaskQuerySet.late_on, each part a stretch of one index: running and handed in."""
    handed_in = rows.filter(state_order=WAITING, submitted_on__gt=F("listed_date"))
    return rows.filter(state_order=RUNNING, listed_date__lt=today), handed_in


def village_numbers(commune: Commune, today: date) -> list[VillageNumbers]:
    """Only villages that owe something in an open task, the most late first. Two queries."""
    names = dict(Village.objects.of(commune).values_list("pk", "name"))
    late = Q(task_order=RUNNING, task_date__lt=today) & ~Q(state=VillageState.CHAP_NHAN)
    rows = (
        TaskVillage.objects.of(commune)
        .filter(task_order__in=OPEN)
        .order_by()
        .values_list("task_order", "village", "state")
        .annotate(rows=ROWS, late=rows_that(late))
    )
    counts: dict[UUID, Counter[str]] = defaultdict(Counter)
    for _order, village_id, state, count, late_count in rows:
        counts[village_id] += Counter({state: count, LATE: late_count})
    found = [_of_village(pk, names[pk], count) for pk, count in counts.items()]
    return sorted(found, key=lambda each: (-each.late, -each.not_reported, each.name))


def _of_village(village_id: UUID, name: str, count: Counter[str]) -> VillageNumbers:
    state = VillageState
    return VillageNumbers(
        village_id=village_id,
        name=name,
        owed=count.total() - count[LATE],
        not_reported=count[state.CHUA_BAO],
        waiting=count[state.DA_GUI],
        accepted=count[state.CHAP_NHAN],
        failed=count[state.KHONG_XONG],
        returned=count[state.TRA_LAI],
        late=count[LATE],
    )


def _of_year(rows: QuerySet[Task], year: int) -> tuple[Counter[int], int]:
    """By state order, and how many of the finished ones were on time."""
    counts: Counter[int] = Counter()
    on_time = 0
    grouped = rows.filter(year=year).values_list("state_order", "pillar", "is_on_time")
    for order, _pillar, is_on_time, count in grouped.annotate(rows=ROWS):
        counts[order] += count
        on_time += count if is_on_time else 0
    return counts, on_time


def _open_now(rows: QuerySet[Task], today: date) -> dict[str, int]:
    soon, risk = (
        today + timedelta(days=days) for days in (limits().days_soon, limits().days_at_risk)
    )
    running = Q(state_order=RUNNING)
    at_risk = Q(listed_date__range=(today, risk), progress__lt=limits().progress_at_risk)
    counted = {
        "carried": Q(year__lt=today.year),
        "late_running": running & Q(listed_date__lt=today),
        "handed_in_late": Q(state_order=WAITING, submitted_on__gt=F("listed_date")),
        "at_risk": running & at_risk,
        "soon": running & Q(listed_date__range=(today, soon)) & ~at_risk,
        "waiting": Q(state_order=WAITING),
        "paused": Q(state_order=PAUSED),
    }
    numbers: dict[str, int] = rows.filter(state_order__in=OPEN).aggregate(
        **{key: rows_that(which) for key, which in counted.items()}
    )
    return numbers
