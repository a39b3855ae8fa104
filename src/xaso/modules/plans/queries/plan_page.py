"""Plans with what their tasks have come to, and the numbers beside a list of tasks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery, Value

from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Village
from xaso.modules.plans.lists import limits, pillar_label, pillars
from xaso.modules.plans.models import (
    DONE,
    DRAFT,
    PAUSED,
    RUNNING,
    WAITING,
    Plan,
    Target,
    Task,
    TaskQuerySet,
)

from .counts import OPEN, ROWS, by, late_parts, row_count

NO_PILLAR = "khac"
GIVEN = (*OPEN, DONE)
Counted = QuerySet[Task, tuple[Any, ...]]
"""What was counted (a state order, or one of those below), the pillar, how many."""
LATE, SOON, MINE = -1, -2, -3
"""Counted beside the state orders, in the same query."""
SHOWN = {"cua_toi": MINE, "cham": LATE, "sap_han": SOON, "cho_duyet": WAITING, "nhap": DRAFT}


@dataclass(frozen=True)
class PillarProgress:
    code: str
    label: str
    total: int
    """Given and not cancelled."""
    done: int
    late: int

    @property
    def tone(self) -> str:
        if self.late:
            return "bad"
        return "good" if self.total and self.done == self.total else ""


@dataclass(frozen=True)
class ListNumbers:
    pillars: tuple[PillarProgress, ...]
    states: dict[str, int]
    """By the key of the filter: cua_toi, cham, cho_duyet, sap_han, nhap …"""

    @property
    def total(self) -> int:
        return sum(pillar.total for pillar in self.pillars)

    @property
    def done(self) -> int:
        return sum(pillar.done for pillar in self.pillars)


def plans_with_progress(actor: Actor, today: date) -> QuerySet[Plan]:
    """Each with what its tasks have come to: done, still open, late, drafts; and its targets. Every
    number is counted in an index, for the plans of one page alone."""
    tasks = Task.objects.filter(plan=OuterRef("pk"))
    running, handed_in = late_parts(tasks, today)
    return Plan.objects.of(actor.commune).annotate(
        task_done=row_count(tasks.filter(state_order=DONE)),
        task_open=row_count(tasks.filter(state_order__range=(RUNNING, PAUSED))),
        task_late=row_count(running) + row_count(handed_in),
        task_drafts=row_count(tasks.filter(state_order=DRAFT)),
        target_total=row_count(Target.objects.filter(plan=OuterRef("pk"))),
    )


def plan_named(
    actor: Actor, plan_id: UUID, village_id: UUID | None, target_id: UUID | None
) -> tuple[Plan, dict[str, str]]:
    """The plan and the names of what is chosen, in one query."""
    names = {
        "thon": Village.objects.of(actor.commune).filter(pk__in=[village_id]).values("name")[:1],
        "ct": Target.objects.of(actor.commune).filter(pk__in=[target_id]).values("code")[:1],
    }
    plan = (
        Plan.objects.of(actor.commune)
        .select_related("signed_file", "submitted_by", "approved_by")
        .annotate(
            task_drafts=row_count(Task.objects.filter(plan=OuterRef("pk"), state_order=DRAFT)),
            **{f"name_{key}": Subquery(rows) for key, rows in names.items()},
        )
        .get(pk=plan_id)
    )
    return plan, {key: vars(plan)[f"name_{key}"] or "" for key in names}


def plan_numbers(actor: Actor, plan_id: UUID, today: date) -> ListNumbers:
    tasks = Task.objects.filter(plan=plan_id)
    mine = Task.objects.of(actor.commune).filter(plan=plan_id, lead=actor.account_id)
    return _numbers([_by_order(tasks)], tasks, mine, today)


def commune_numbers(actor: Actor, today: date) -> ListNumbers:
    """Over all open tasks and those of this year."""
    tasks = Task.objects.of(actor.commune)
    counted = [
        _by_order(tasks.filter(state_order__in=[*OPEN, DRAFT])),
        _by_order(tasks.filter(year=today.year, state_order=DONE)),
    ]
    return _numbers(counted, tasks, tasks.filter(lead=actor.account_id), today)


def names_chosen(
    actor: Actor, village_id: UUID | None, target_id: UUID | None, person_id: UUID | None
) -> dict[str, str]:
    """For a list over all plans: at most one query for each that is chosen."""
    wanted: dict[str, tuple[Any, UUID | None, str]] = {
        "thon": (Village, village_id, "name"),
        "ct": (Target, target_id, "code"),
        "nguoi": (Account, person_id, "full_name"),
    }
    found: dict[str, str] = {}
    for key, (model, row_id, field) in wanted.items():
        if row_id:
            rows = model.objects.filter(commune=actor.commune, pk=row_id)
            found[key] = rows.values_list(field, flat=True).first() or ""
    return found


def _numbers(
    counted: Sequence[Counted], tasks: TaskQuerySet, mine: TaskQuerySet, today: date
) -> ListNumbers:
    """One query of many parts, each a stretch of one index. `counted` makes the figures of the
    pillars; what is late or soon is asked of all `tasks`."""
    soon = (today, today + timedelta(days=limits().days_soon))
    parts = [
        *counted,
        *(_part(LATE, rows) for rows in late_parts(tasks, today)),
        _total(SOON, tasks.filter(state_order=RUNNING, listed_date__range=soon)),
        _total(MINE, mine),
    ]
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for what, pillar, count in parts[0].union(*parts[1:], all=True):
        counts[what][pillar] += count
    found = [_progress(code, counts) for code in [*pillars(), ""]]
    return ListNumbers(
        pillars=tuple(each for each in found if each.total or each.code in _first_three()),
        states={name: counts[what].total() for name, what in SHOWN.items()},
    )


def _by_order(rows: TaskQuerySet) -> Counted:
    return rows.order_by().values_list("state_order", "pillar").annotate(rows=ROWS)


def _part(what: int, rows: TaskQuerySet) -> Counted:
    return rows.order_by().values_list(Value(what), by("pillar")).annotate(rows=ROWS)


def _total(what: int, rows: TaskQuerySet) -> Counted:
    return rows.order_by().values_list(Value(what), Value("")).annotate(rows=ROWS)


def _progress(code: str, counts: Mapping[int, Counter[str]]) -> PillarProgress:
    return PillarProgress(
        code=code or NO_PILLAR,
        label=pillar_label(code) if code else "",
        total=sum(counts[order][code] for order in GIVEN),
        done=counts[DONE][code],
        late=counts[LATE][code],
    )


def _first_three() -> list[str]:
    """The pillars of every plan; the cross groups show when they have tasks."""
    return list(pillars())[:3]
