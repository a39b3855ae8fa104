"""What one person must do now: the part of "Việc của tôi" that plans knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor
from xaso.lib.dates import day_start
from xaso.modules.plans.cards import TaskCard, card_of
from xaso.modules.plans.lateness import local_day
from xaso.modules.plans.lists import limits
from xaso.modules.plans.models import (
    RUNNING,
    WAITING,
    Submission,
    SubmissionState,
    Task,
    TaskQuerySet,
    TaskState,
)
from xaso.modules.plans.queries.counts import ROWS, rows_that

from .decisions import Decision, decisions_waiting

MOST_URGENT = 8
"""Of each kind: late, returned, waiting for a decision."""
MOST_LISTED = 8
"""Of the lists below what is urgent."""
MOST_CHANGES = 6
SUNDAY = 6


@dataclass(frozen=True)
class Change:
    """What happened lately to a task the person leads or gave."""

    task: TaskCard
    what: str
    at: datetime


@dataclass(frozen=True)
class Counts:
    """Of all rows, also those not read. Running tasks the person leads, unless said otherwise."""

    overdue: int = 0
    today: int = 0
    this_week: int = 0
    later: int = 0
    newly_given: int = 0
    given: int = 0
    """Open ones the person gave to others; `given_late` of them late."""
    given_late: int = 0
    waiting: int = 0
    """Decisions."""


@dataclass(frozen=True)
class TasksToDo:
    """The first running tasks the person leads, earliest due date first; how many there are of each
    kind stands in `counts`."""

    counts: Counts = Counts()
    overdue: tuple[TaskCard, ...] = ()
    today: tuple[TaskCard, ...] = ()
    this_week: tuple[TaskCard, ...] = ()
    returned: tuple[TaskCard, ...] = ()
    """Of all the above: the last result was returned."""
    returned_why: Mapping[UUID, str] = field(default_factory=dict)
    waiting_for_me: tuple[Decision, ...] = ()
    newly_given: tuple[TaskCard, ...] = ()
    """Given in the last 7 days, due after this week."""
    given_by_me: tuple[TaskCard, ...] = ()
    """Open ones, the late first."""
    changed: tuple[Change, ...] = ()
    """Newest first: handed in, accepted or paused in the last 7 days."""


def tasks_to_do(actor: Actor, today: date) -> TasksToDo:
    """A few short reads, each in the order of an index, however many tasks the person has."""
    if actor.account_id is None or not actor.may("plans.read"):
        return TasksToDo()
    since = day_start(today - timedelta(days=limits().days_new))
    week_end = today + timedelta(days=SUNDAY - today.weekday())
    running = Task.objects.of(actor.commune).for_rows().filter(lead=actor.account_id).running()
    counts = _counts(actor, today, week_end, since)
    near = _near(running, counts, today, week_end)
    returned = list(_returned(running)[:MOST_URGENT])
    waiting = decisions_waiting(actor, MOST_URGENT)
    return TasksToDo(
        counts=replace(counts, waiting=waiting.count),
        overdue=tuple(card for card in near if card.days_late),
        today=tuple(card for card in near if card.due_date == today),
        this_week=tuple(card for card in near if card.due_date and card.due_date > today),
        returned=tuple(card_of(task, today) for task in returned),
        returned_why={task.pk: task.last_reason for task in returned},  # type: ignore[attr-defined]
        waiting_for_me=waiting.decisions,
        newly_given=_new(running, week_end, since, today) if counts.newly_given else (),
        given_by_me=_given_cards(actor, today) if counts.given else (),
        changed=_changes(actor, since, today),
    )


def _near(
    running: TaskQuerySet, counts: Counts, today: date, week_end: date
) -> tuple[TaskCard, ...]:
    """The first of what is late, and the first of what is due until Sunday."""
    late = running.filter(listed_date__lt=today)
    soon = running.filter(listed_date__range=(today, week_end))
    found = _cards(late, today, MOST_URGENT) if counts.overdue else ()
    near = counts.today or counts.this_week
    return found + (
        _cards(soon, today, min(counts.today, MOST_URGENT) + MOST_LISTED) if near else ()
    )


def _counts(actor: Actor, today: date, week_end: date, since: datetime) -> Counts:
    """Two queries: what the person leads, what the person gave to others."""
    mine = Task.objects.of(actor.commune).filter(lead=actor.account_id).running().order_by()
    later = Q(listed_date__gt=week_end)
    led = mine.aggregate(
        overdue=rows_that(Q(listed_date__lt=today)),
        today=rows_that(Q(listed_date=today)),
        this_week=rows_that(Q(listed_date__gt=today, listed_date__lte=week_end)),
        later=rows_that(later),
        newly_given=rows_that(later & Q(assigned_at__gte=since)),
    )
    running_late = Q(state_order=RUNNING, listed_date__lt=today)
    late = running_late | Q(state_order=WAITING, submitted_on__gt=F("listed_date"))
    given = _given(actor).order_by()
    gave = given.aggregate(given=ROWS, given_late=rows_that(late))
    return Counts(**led, **gave)


def _given(actor: Actor) -> TaskQuerySet:
    """Open tasks the person gave to somebody else; those of villages too."""
    to_others = ~Q(lead=actor.account_id) | Q(lead=None)
    return Task.objects.of(actor.commune).filter(to_others, assigned_by=actor.account_id).open()


def _cards(tasks: TaskQuerySet, today: date, most: int) -> tuple[TaskCard, ...]:
    first = tasks.order_by("listed_date", "pk")[:most]
    return tuple(card_of(task, today) for task in first)


def _given_cards(actor: Actor, today: date) -> tuple[TaskCard, ...]:
    """The late first: running tasks stand in front, by date."""
    rows = _given(actor).for_rows().order_by("state_order", "listed_date", "pk")
    cards = [card_of(task, today) for task in rows[:MOST_LISTED]]
    return tuple(sorted(cards, key=lambda card: not card.days_late))


def _returned(running: TaskQuerySet) -> QuerySet[Task]:
    newest = Submission.objects.filter(task=OuterRef("pk"), village=None).order_by("-at", "-pk")
    return (
        running.filter(evidence_given=0)
        .annotate(
            last_state=Subquery(newest.values("state")[:1]),
            last_reason=Subquery(newest.values("reason")[:1]),
        )
        .filter(last_state=SubmissionState.TRA_LAI)
        .order_by("listed_date", "pk")
    )


def _new(
    running: TaskQuerySet, week_end: date, since: datetime, today: date
) -> tuple[TaskCard, ...]:
    new = running.filter(listed_date__gt=week_end, assigned_at__gte=since)
    return tuple(card_of(task, today) for task in new.order_by("-assigned_at")[:MOST_LISTED])


def _changes(actor: Actor, since: datetime, today: date) -> tuple[Change, ...]:
    """Two queries: what was accepted lately, what was handed in lately."""
    whose = Q(lead=actor.account_id) | Q(assigned_by=actor.account_id)
    rows = Task.objects.of(actor.commune).for_rows().filter(whose)
    done = rows.filter(accepted_at__gte=since).order_by("-accepted_at")[:MOST_CHANGES]
    sent = rows.filter(state_order=WAITING, submitted_on__gte=local_day(since))
    sent = sent.order_by("-submitted_at")[:MOST_CHANGES]
    found = [
        Change(card_of(task, today), what, at)
        for task in (*done, *sent)
        for what, at in [_last_change(task, is_mine=task.lead_id == actor.account_id)]
        if at and at >= since
    ]
    found.sort(key=lambda change: change.at, reverse=True)
    return tuple(found[:MOST_CHANGES])


def _last_change(task: Task, *, is_mine: bool) -> tuple[str, datetime | None]:
    if task.state == TaskState.HOAN_THANH:
        return (_("Đã được duyệt, xong") if is_mine else _("Đã xong")), task.accepted_at
    return (_("Đã nộp, đang chờ duyệt") if is_mine else _("Đã nộp kết quả")), task.submitted_at
