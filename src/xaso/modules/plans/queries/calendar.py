"""Tasks by their due date: of a month, of one person's calendar; and how much each person carries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Q

from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Commune
from xaso.modules.plans.lists import limits
from xaso.modules.plans.models import PAUSED, RUNNING, WAITING, Task, TaskQuerySet

from .counts import ROWS, rows_that

MOST_OF_MONTH = 400
MOST_IN_FEED = 300


@dataclass(frozen=True)
class Load:
    account_id: UUID
    name: str
    post: str
    is_open: bool
    """The account; work of a closed one must be handed over."""
    open: int
    late: int
    soon: int
    waiting: int


def tasks_due(
    actor: Actor, first: date, last: date, *, mine: bool, village_id: UUID | None
) -> TaskQuerySet:
    """Given and not cancelled, in the order of their days."""
    rows = Task.objects.of(actor.commune).for_rows().filter(listed_date__range=(first, last))
    rows = rows.exclude(state__in=["nhap", "huy"])
    if mine:
        rows = rows.filter(lead=actor.account_id)
    if village_id:
        rows = rows.filter(villages__village=village_id)
    return rows.order_by("listed_date", "state_order", "pk")[:MOST_OF_MONTH]


def feed_tasks(account: Account) -> list[Task]:
    """What the person must still do, earliest first."""
    rows = Task.objects.filter(commune=account.commune_id, lead=account)
    return list(rows.open().order_by("listed_date", "pk")[:MOST_IN_FEED])


def loads(commune: Commune, today: date) -> list[Load]:
    """The most late first. Two queries, however many tasks."""
    soon = today + timedelta(days=limits().days_soon)
    running, waiting = Q(state_order=RUNNING), Q(state_order=WAITING)
    late = running & Q(listed_date__lt=today)
    late |= waiting & Q(submitted_on__gt=F("listed_date"))
    rows = (
        Task.objects.of(commune)
        .filter(state_order__range=(RUNNING, PAUSED), lead__isnull=False)
        .order_by()
        .values("lead")
        .annotate(
            total=ROWS,
            late=rows_that(late),
            soon=rows_that(running & Q(listed_date__range=(today, soon))),
            waiting=rows_that(waiting),
        )
    )
    counted = {row["lead"]: row for row in rows}
    people = Account.objects.of(commune).filter(pk__in=counted)
    found = [
        Load(
            account_id=person.pk,
            name=person.full_name,
            post=person.job_title or person.unit_name,
            is_open=person.is_active,
            open=counted[person.pk]["total"],
            late=counted[person.pk]["late"],
            soon=counted[person.pk]["soon"],
            waiting=counted[person.pk]["waiting"],
        )
        for person in people
    ]
    return sorted(found, key=lambda load: (-load.late, -load.open, load.name))
