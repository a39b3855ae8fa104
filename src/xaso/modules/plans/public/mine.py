"""What one person must do now: the part of "Việc của tôi" that plans knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor
from xaso.lib.dates import day_start
from xaso.modules.plans.cards import TaskCard, card_of
from xaso.modules.plans.lists import limits
from xaso.modules.plans.models import (
    DONE,
    PAUSED,
    RUNNING,
    WAITING,
    Submission,
    SubmissionState,
    Task,
    TaskState,
)

from .decisions import Decision, decisions_waiting

MOST_ROWS = 400
MOST_CHANGES = 6
SUNDAY = 6


@dataclass(frozen=True)
class Change:
    """What happened lately to a task the person leads or gave."""

    task: TaskCard
    what: str
    at: datetime


@dataclass(frozen=True)
class TasksToDo:
    """Running tasks the person leads, earliest due date first; each stands in one list only."""

    overdue: tuple[TaskCard, ...] = ()
    today: tuple[TaskCard, ...] = ()
    this_week: tuple[TaskCard, ...] = ()
    later_count: int = 0
    returned: tuple[TaskCard, ...] = ()
    """Of all the above: the last result was returned."""
    returned_why: Mapping[UUID, str] = field(default_factory=dict)
    waiting_for_me: tuple[Decision, ...] = ()
    newly_given: tuple[TaskCard, ...] = ()
    """Given in the last 7 days, due after this week."""
    given_by_me: tuple[TaskCard, ...] = ()
    """Open ones, the late first; `given_count` of them, `given_late` late."""
    given_count: int = 0
    given_late: int = 0
    changed: tuple[Change, ...] = ()
    """Newest first: handed in, accepted or paused in the last 7 days."""


def tasks_to_do(actor: Actor, today: date) -> TasksToDo:
    """One read of tasks, and what waits for the person. Past 400 open tasks the latest due are
    left out of lists and counts."""
    if actor.account_id is None or not actor.may("plans.read"):
        return TasksToDo()
    since = day_start(today - timedelta(days=limits().days_new))
    rows = list(_touching(actor, since)[:MOST_ROWS])
    mine = [task for task in rows if task.lead_id == actor.account_id]
    given = [task for task in rows if task.lead_id != actor.account_id]
    running = [task for task in mine if task.state_order == RUNNING]
    week_end = today + timedelta(days=SUNDAY - today.weekday())
    near = [card_of(task, today) for task in running if task.listed_date <= week_end]
    later = [task for task in running if task.listed_date > week_end]
    returned = [task for task in running if task.last_state == SubmissionState.TRA_LAI]  # type: ignore[attr-defined]
    open_given = _cards((task for task in given if task.state_order <= PAUSED), today)
    return TasksToDo(
        overdue=tuple(card for card in near if card.days_late),
        today=tuple(card for card in near if card.due_date == today),
        this_week=tuple(card for card in near if card.due_date and card.due_date > today),
        later_count=len(later),
        returned=_cards(returned, today),
        returned_why={task.pk: task.last_reason for task in returned},  # type: ignore[attr-defined]
        waiting_for_me=decisions_waiting(actor),
        newly_given=_cards(_new(later, since), today),
        given_by_me=tuple(sorted(open_given, key=lambda card: not card.days_late)),
        given_count=len(open_given),
        given_late=sum(card.days_late > 0 for card in open_given),
        changed=_changes(rows, actor, since, today),
    )


def _touching(actor: Actor, since: datetime) -> QuerySet[Task]:
    """Open tasks the person leads or gave, and those finished lately."""
    newest = Submission.objects.filter(task=OuterRef("pk"), village=None).order_by("-at", "-pk")
    whose = Q(lead=actor.account_id) | Q(assigned_by=actor.account_id)
    state = Q(state_order__lte=PAUSED) | Q(state_order=DONE, accepted_at__gte=since)
    return (
        Task.objects.of(actor.commune)
        .for_rows()
        .filter(whose, state)
        .annotate(
            last_state=Subquery(newest.values("state")[:1]),
            last_reason=Subquery(newest.values("reason")[:1]),
        )
        .order_by("state_order", "listed_date", "pk")
    )


def _cards(tasks: Iterable[Task], today: date) -> tuple[TaskCard, ...]:
    return tuple(card_of(task, today) for task in tasks)


def _new(later: Iterable[Task], since: datetime) -> list[Task]:
    new = [task for task in later if task.assigned_at and task.assigned_at >= since]
    return sorted(new, key=lambda task: task.assigned_at or since, reverse=True)


def _changes(
    rows: Sequence[Task], actor: Actor, since: datetime, today: date
) -> tuple[Change, ...]:
    found = [
        Change(card_of(task, today), what, at)
        for task in rows
        for what, at in [_last_change(task, is_mine=task.lead_id == actor.account_id)]
        if at and at >= since
    ]
    found.sort(key=lambda change: change.at, reverse=True)
    return tuple(found[:MOST_CHANGES])


def _last_change(task: Task, *, is_mine: bool) -> tuple[str, datetime | None]:
    if task.state == TaskState.HOAN_THANH:
        return (_("Đã được duyệt, xong") if is_mine else _("Đã xong")), task.accepted_at
    if task.state_order == WAITING:
        return (_("Đã nộp, đang chờ duyệt") if is_mine else _("Đã nộp kết quả")), task.submitted_at
    return "", None
