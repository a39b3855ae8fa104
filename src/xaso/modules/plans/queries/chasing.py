"""Which steps of the ladder are reached today, of whom, and what was sent before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet, Value

from xaso.core.people.models import Account, RoleGrant
from xaso.core.people.queries import grants_held_on
from xaso.core.units.models import Commune
from xaso.lib.worktime import Calendar, Step, ladder
from xaso.modules.plans.lateness import local_day
from xaso.modules.plans.lists import limits
from xaso.modules.plans.models import (
    RUNNING,
    Explanation,
    Reminder,
    Task,
    TaskVillage,
    VillageState,
)

from .people import people_who_may

LONGEST_AHEAD = timedelta(days=21)
"""A step seven days ahead may move back over the longest holiday."""
OWED = (VillageState.CHUA_BAO, VillageState.KHONG_XONG, VillageState.TRA_LAI)
STEPS = tuple(Step)
"""From the first to the last; the value stands in the table."""


@dataclass(frozen=True)
class Due:
    """One step of one task that nobody has been reminded of yet."""

    task: Task
    step: Step
    due: date


@dataclass(frozen=True)
class Whom:
    account_id: UUID
    village_id: UUID | None = None


def steps_reached(commune: Commune, today: date, calendar: Calendar) -> list[Due]:
    """Every step up to today that is not in the table; those before the task was given are left
    out. Two queries."""
    rows = Task.objects.of(commune).running().filter(listed_date__lte=today + LONGEST_AHEAD)
    tasks = list(rows.select_related("lead", "follower").order_by("listed_date", "pk"))
    sent = set(
        Reminder.objects.of(commune)
        .filter(task__state_order=RUNNING)
        .values_list("task_id", "step", "due_date")
    )
    return [
        due
        for task in tasks
        for due in _steps(task, today, calendar)
        if (task.pk, str(due.step), due.due) not in sent
    ]


def recipients(commune: Commune, dues: Iterable[Due], today: date) -> dict[Due, list[Whom]]:
    """The lead, or the heads of villages that still owe a report; from T+1 the leader too; at the
    last step the chairman."""
    dues = list(dues)
    heads = _heads(commune, [due.task for due in dues if due.task.is_led_by_villages], today)
    chairmen = list(people_who_may(commune, "plans.approve", today).values_list("pk", flat=True))
    return {due: _whom(due, heads.get(due.task.pk, []), chairmen) for due in dues}


def reminders_of_day(commune: Commune, day: date) -> QuerySet[Reminder]:
    rows = Reminder.objects.of(commune).filter(on_date=day)
    return rows.select_related("task", "to", "village").order_by("to__full_name", "to", "due_date")


def reminders_of(account_id: UUID, day: date) -> QuerySet[Reminder]:
    rows = Reminder.objects.filter(to=account_id, on_date=day)
    return rows.select_related("task", "village").order_by("due_date", "pk")


def newest_steps(rows: Iterable[Reminder]) -> list[Reminder]:
    """Of several steps of one task on one day only the furthest is said; late ones first."""
    best: dict[tuple[UUID, UUID, UUID | None], Reminder] = {}
    for row in rows:
        key = (row.to_id, row.task_id, row.village_id)
        if key not in best or place_of(row.step) > place_of(best[key].step):
            best[key] = row
    return sorted(best.values(), key=lambda row: (-place_of(row.step), row.due_date))


def chairman_list(commune: Commune) -> QuerySet[Task]:
    """Tasks that came to the last step and are still not handed in, the oldest due date first."""
    last = Reminder.objects.of(commune).filter(step=str(Step.TO_CHAIRMAN)).values("task")
    rows = Task.objects.of(commune).running().for_rows().filter(pk__in=last)
    return rows.order_by("listed_date", "pk")


def explanations(commune: Commune) -> QuerySet[Explanation]:
    """What waits first, then the newest answers."""
    rows = Explanation.objects.of(commune).select_related("task", "of", "asked_by")
    return rows.order_by("-asked_at", "-pk")


class ChasedRow(NamedTuple):
    is_reminder: bool
    """Else an explanation that is owed."""
    id: UUID
    task_id: UUID
    title: str
    code: str
    words: str
    """The step, or the question."""
    due_date: date


def chased_rows(account_id: UUID, day: date) -> Iterator[ChasedRow]:
    """Reminders of the day and explanations owed, in one query; the earliest due date first."""
    reminders = Reminder.objects.filter(to=account_id, on_date=day).order_by()
    owed = Explanation.objects.filter(of=account_id, answered_at=None).order_by()
    task = ("pk", "task_id", "task__title", "task__code")
    rows = reminders.values_list(Value(1), *task, "step", "due_date").union(
        owed.values_list(Value(0), *task, "question", "due_date"), all=True
    )
    for kind, *rest in sorted(rows, key=lambda row: row[-1]):
        yield ChasedRow(bool(kind), *rest)


def waiting_explanations(account_id: UUID) -> QuerySet[Explanation]:
    rows = Explanation.objects.filter(of=account_id, answered_at=None)
    return rows.select_related("task").order_by("asked_at", "pk")


def place_of(step: str) -> int:
    return STEPS.index(Step(step))


def _steps(task: Task, today: date, calendar: Calendar) -> Iterator[Due]:
    if task.due_date is None or task.assigned_at is None:
        return
    given = local_day(task.assigned_at)
    for step, day in ladder(task.due_date, calendar, limits().days_to_chairman).items():
        if given <= day <= today:
            yield Due(task, step, task.due_date)


def _whom(due: Due, heads: list[Whom], chairmen: list[UUID]) -> list[Whom]:
    task, follower = due.task, due.task.follower_id
    if due.step == Step.TO_CHAIRMAN:
        return [Whom(each) for each in chairmen] or ([Whom(follower)] if follower else [])
    found: list[Whom] = [Whom(task.lead_id)] if task.lead_id else heads
    if due.step in {Step.DAY_AFTER, Step.EXPLAIN} and follower:
        found = [*found, Whom(follower)]
    return list(dict.fromkeys(found))


def _heads(commune: Commune, tasks: Iterable[Task], today: date) -> Mapping[UUID, list[Whom]]:
    """By task. A village without a head reaches whoever accepts the task."""
    by_id = {task.pk: task for task in tasks}
    if not by_id:
        return {}
    heads: dict[tuple[UUID, str], list[UUID]] = defaultdict(list)
    for grant in _village_grants(commune, today):
        heads[grant.village_id, grant.role].append(grant.account_id)  # type: ignore[index]
    found: dict[UUID, list[Whom]] = defaultdict(list)
    for row in TaskVillage.objects.filter(task__in=by_id, state__in=OWED).order_by("pk"):
        task = by_id[row.task_id]
        people = heads.get((row.village_id, task.lead_role))
        if not people and task.follower_id:
            people = [task.follower_id]
        found[task.pk] += [Whom(each, row.village_id) for each in people or []]
    return found


def _village_grants(commune: Commune, today: date) -> QuerySet[RoleGrant]:
    people = Account.objects.filter(commune=commune, is_active=True)
    return grants_held_on(today).filter(village__isnull=False, account__in=people)
