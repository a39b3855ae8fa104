"""Numbers of a commune's tasks, each by an index; what each counts is said at its field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from xaso.core.units.models import Commune
from xaso.modules.plans.lists import limits
from xaso.modules.plans.models import (
    DRAFT,
    PAUSED,
    RUNNING,
    WAITING,
    Task,
    TaskState,
    TaskVillage,
    VillageState,
)


@dataclass(frozen=True)
class TaskNumbers:
    """Tasks of the year, and open ones left over from years before."""

    total: int
    """Given and not cancelled."""
    done: int
    done_on_time: int
    late: int
    """As lateness.is_late: running past the date, or handed in after it and not yet accepted."""
    at_risk: int
    """Due within 3 days and less than half done; not counted as soon."""
    soon: int
    waiting: int
    paused: int
    drafts: int
    cancelled: int
    carried: int
    """Of the total: left over from years before."""


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


def task_numbers(commune: Commune, today: date) -> TaskNumbers:
    rows = Task.objects.of(commune)
    year = _of_year(rows.filter(year=today.year))
    carried = rows.filter(year__lt=today.year, state_order__in=[RUNNING, WAITING, PAUSED]).count()
    near = _near(commune, today)
    handed_in_late = rows.filter(state_order=WAITING, submitted_on__gt=F("listed_date")).count()
    return TaskNumbers(
        total=sum(year[state] for state in TaskState if state not in _NOT_GIVEN) + carried,
        done=year[TaskState.HOAN_THANH],
        done_on_time=year["on_time"],
        late=near["late"] + handed_in_late,
        at_risk=near["at_risk"],
        soon=near["soon"],
        waiting=rows.filter(state_order=WAITING).count(),
        paused=rows.filter(state_order=PAUSED).count(),
        drafts=rows.filter(state_order=DRAFT).count(),
        cancelled=year[TaskState.HUY],
        carried=carried,
    )


_NOT_GIVEN = {TaskState.NHAP, TaskState.HUY}


def village_numbers(commune: Commune, today: date) -> list[VillageNumbers]:
    """Only villages that owe something in an open task, the most late first."""
    state = VillageState
    late = ~Q(state=state.CHAP_NHAN) & Q(task__state_order=RUNNING, task__listed_date__lt=today)
    rows = (
        TaskVillage.objects.of(commune)
        .filter(task__commune=commune, task__state_order__in=[RUNNING, WAITING, PAUSED])
        .values("village_id", name=F("village__name"))
        .annotate(
            owed=Count("pk"),
            not_reported=Count("pk", filter=Q(state=state.CHUA_BAO)),
            waiting=Count("pk", filter=Q(state=state.DA_GUI)),
            accepted=Count("pk", filter=Q(state=state.CHAP_NHAN)),
            failed=Count("pk", filter=Q(state=state.KHONG_XONG)),
            returned=Count("pk", filter=Q(state=state.TRA_LAI)),
            late=Count("pk", filter=late),
        )
        .order_by("-late", "-not_reported", "name")
    )
    return [VillageNumbers(**row) for row in rows]


def _of_year(rows: QuerySet[Task]) -> dict[str, int]:
    counts: dict[str, int] = dict.fromkeys([*TaskState, "on_time"], 0)
    grouped = rows.order_by().values_list("state", "is_on_time").annotate(Count("pk"))
    for state, is_on_time, count in grouped:
        counts[state] += count
        counts["on_time"] += count if is_on_time else 0
    return counts


def _near(commune: Commune, today: date) -> dict[str, int]:
    """One short scan: running tasks due until a week from now."""
    soon, risk = (
        today + timedelta(days=days) for days in (limits().days_soon, limits().days_at_risk)
    )
    at_risk = Q(listed_date__range=(today, risk), progress__lt=limits().progress_at_risk)
    rows = Task.objects.of(commune).filter(state_order=RUNNING, listed_date__lte=soon)
    counted: dict[str, int] = rows.aggregate(
        late=Count("pk", filter=Q(listed_date__lt=today)),
        at_risk=Count("pk", filter=at_risk),
        soon=Count("pk", filter=Q(listed_date__gte=today) & ~at_risk),
    )
    return counted
