"""The ladder, one morning at a time: each step of a task once, however often it is run."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.core.worktime.queries import calendar_of
from xaso.lib.ids import new_id
from xaso.lib.worktime import Step
from xaso.modules.plans.chase_words import is_quiet
from xaso.modules.plans.lateness import local_day
from xaso.modules.plans.models import Explanation, Reminder
from xaso.modules.plans.queries.chasing import Due, recipients, steps_reached

from .rows import must_be_a_person


@transaction.atomic
def send_reminders(*, actor: Actor, at: datetime) -> int:
    """How many lines were added. Nothing in the quiet hours and on days off: what was reached
    meanwhile is said on the next working morning."""
    actor.must("plans.assign")
    today, calendar = local_day(at), calendar_of(actor.commune)
    if is_quiet(at) or not calendar.is_working_day(today):
        return 0
    dues = steps_reached(actor.commune, today, calendar)
    if not dues:
        return 0
    rows = [
        Reminder(
            commune=actor.commune,
            task=due.task,
            step=str(due.step),
            due_date=due.due,
            to_id=whom.account_id,
            village_id=whom.village_id,
            on_date=today,
            at=at,
        )
        for due, people in recipients(actor.commune, dues, today).items()
        for whom in people
    ]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    _ask_explanations(actor, dues, at)
    record(
        "plans.reminders.sent", actor=actor, subject_id=new_id(), count=len(rows), day=str(today)
    )
    return len(rows)


@transaction.atomic
def see_reminders(*, actor: Actor, on_date: date, at: datetime) -> int:
    """The person says the digest of the day was read."""
    actor.must("plans.work")
    mine = Reminder.objects.of(actor.commune).filter(
        to=must_be_a_person(actor), on_date=on_date, opened_at=None
    )
    seen = mine.update(opened_at=at)
    record("plans.reminders.seen", actor=actor, subject_id=must_be_a_person(actor), count=seen)
    return seen


def _ask_explanations(actor: Actor, dues: Iterable[Due], at: datetime) -> None:
    """Of a named lead only: the report of a village that is not done already says why."""
    asked = [due for due in dues if due.step == Step.EXPLAIN and due.task.lead_id]
    waiting = set(_waiting([due.task.pk for due in asked]))
    Explanation.objects.bulk_create(
        Explanation(
            commune=actor.commune,
            task=due.task,
            due_date=due.due,
            of=due.task.lead,
            asked_at=at,
        )
        for due in asked
        if due.task.lead and due.task.pk not in waiting
    )


def _waiting(task_ids: list[UUID]) -> list[UUID]:
    rows = Explanation.objects.filter(task__in=task_ids, answered_at=None)
    return list(rows.values_list("task_id", flat=True))


__all__ = ["see_reminders", "send_reminders"]
