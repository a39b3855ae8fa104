"""What the villages did in a period, and why they could not: for the annexes of the reports."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from uuid import UUID

from xaso.core.figures import Period
from xaso.core.units.models import Commune, Village
from xaso.lib.dates import day_end, day_start
from xaso.modules.plans.lists import outcomes, reason_label
from xaso.modules.plans.models import (
    DONE,
    PAUSED,
    RUNNING,
    WAITING,
    Submission,
    SubmissionState,
    TaskVillage,
    VillageState,
)
from xaso.modules.plans.queries.counts import ROWS

from .periods import WHOLE, Scope


@dataclass(frozen=True)
class VillageThen:
    village_id: UUID
    name: str
    owed: int
    """Its part in tasks that fell due in the period, as each stands today."""
    accepted: int
    waiting: int
    not_reported: int
    failed: int
    returned: int


def villages_then(
    commune: Commune, period: Period, scope: Scope = WHOLE
) -> tuple[VillageThen, ...]:
    """Every village in use, and closed ones that owed something; by name. Two queries."""
    rows = TaskVillage.objects.of(commune).filter(
        task_order__in=[RUNNING, WAITING, PAUSED, DONE],
        task_date__range=(period.first, period.last),
    )
    counts: dict[UUID, Counter[str]] = defaultdict(Counter)
    counted = scope.of(rows, "task__").order_by().values_list("village", "state")
    for village_id, state, count in counted.annotate(rows=ROWS):
        counts[village_id][state] += count
    villages = Village.objects.of(commune).order_by("name_folded", "pk")
    return tuple(
        _then(village, counts[village.pk])
        for village in villages
        if village.closed_at is None or village.pk in counts
    )


def failure_reasons(
    commune: Commune, period: Period, scope: Scope = WHOLE
) -> tuple[tuple[str, int], ...]:
    """In words, with how many times a village gave it for a task, the most frequent first."""
    undone = [code for code, outcome in outcomes().items() if not outcome.is_done]
    rows = Submission.objects.of(commune).filter(
        village__isnull=False,
        at__gte=day_start(period.first),
        at__lt=day_end(period.last),
        outcome__in=undone,
    )
    told = scope.of(rows, "task__").exclude(reason_code="").exclude(state=SubmissionState.TRA_LAI)
    found = told.order_by().values_list("reason_code", "task", "village").distinct()
    counts = Counter(reason_label(code) for code, _task, _village in found)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _then(village: Village, count: Counter[str]) -> VillageThen:
    state = VillageState
    return VillageThen(
        village_id=village.pk,
        name=village.name,
        owed=count.total(),
        accepted=count[state.CHAP_NHAN],
        waiting=count[state.DA_GUI],
        not_reported=count[state.CHUA_BAO],
        failed=count[state.KHONG_XONG],
        returned=count[state.TRA_LAI],
    )
