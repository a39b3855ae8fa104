"""What one person must do now: the part of "Việc của tôi" that plans knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from xaso.core.pages.keyset import short_count
from xaso.core.rights.actor import Actor
from xaso.lib.dates import TZ
from xaso.modules.plans.cards import TaskCard, card_of
from xaso.modules.plans.lists import limits
from xaso.modules.plans.models import PAUSED, RUNNING, WAITING, Task

from .decisions import Decision, decisions_waiting

MOST_ROWS = 60
SUNDAY = 6


@dataclass(frozen=True)
class TasksToDo:
    """Running tasks the person leads, earliest due date first; each stands in one list only."""

    overdue: tuple[TaskCard, ...]
    today: tuple[TaskCard, ...]
    this_week: tuple[TaskCard, ...]
    later_count: int
    returned: tuple[TaskCard, ...]
    """Of all the above: the last result was returned."""
    waiting_for_me: tuple[Decision, ...]
    newly_given: tuple[TaskCard, ...]
    """Given in the last 7 days, due after this week."""
    given_by_me: tuple[TaskCard, ...]
    """Open ones, the late first; `given_count` of them, `given_late` late."""
    given_count: int
    given_late: int


def tasks_to_do(actor: Actor, today: date) -> TasksToDo:
    if actor.account_id is None or not actor.may("plans.read"):
        return TasksToDo((), (), (), 0, (), (), (), (), 0, 0)
    week_end = today + timedelta(days=SUNDAY - today.weekday())
    mine = Task.objects.of(actor.commune).filter(lead=actor.account_id, state_order=RUNNING)
    near = _cards(mine.filter(listed_date__lte=week_end).order_by("listed_date", "pk"), today)
    later = mine.filter(listed_date__gt=week_end)
    given = (
        Task.objects.of(actor.commune)
        .filter(assigned_by=actor.account_id, state_order__in=[RUNNING, WAITING, PAUSED])
        .exclude(lead=actor.account_id)
    )
    return TasksToDo(
        overdue=tuple(card for card in near if card.days_late),
        today=tuple(card for card in near if card.due_date == today),
        this_week=tuple(card for card in near if card.due_date and card.due_date > today),
        later_count=short_count(later)[0],
        returned=_returned(mine, today),
        waiting_for_me=decisions_waiting(actor),
        newly_given=_cards(_new(later, today), today),
        given_by_me=_cards(given.order_by("state_order", "listed_date", "pk"), today),
        given_count=short_count(given)[0],
        given_late=short_count(given.late_on(today))[0],
    )


def _cards(rows: QuerySet[Task], today: date) -> tuple[TaskCard, ...]:
    with_people = rows.select_related("lead", "follower", "target")[:MOST_ROWS]
    return tuple(card_of(task, today) for task in with_people)


def _returned(mine: QuerySet[Task], today: date) -> tuple[TaskCard, ...]:
    """Returned and not handed in again since."""
    rows = mine.filter(submissions__village=None, submissions__state="tra_lai").exclude(
        submissions__village=None, submissions__state="da_gui"
    )
    return _cards(rows.distinct().order_by("listed_date", "pk"), today)


def _new(later: QuerySet[Task], today: date) -> QuerySet[Task]:
    since = datetime.combine(today - timedelta(days=limits().days_new), datetime.min.time(), TZ)
    return later.filter(assigned_at__gte=since).order_by("-assigned_at", "pk")
