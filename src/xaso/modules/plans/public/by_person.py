"""Open tasks person by person: the list each carries to the Monday meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from xaso.core.units.models import Commune
from xaso.modules.plans.cards import TaskCard, card_of
from xaso.modules.plans.models import Task

MOST_ROWS = 600


@dataclass(frozen=True)
class PersonTasks:
    lead_id: UUID | None
    name: str
    """Empty without an id: led by heads of villages, or by a unit without an account."""
    job_title: str
    tasks: tuple[TaskCard, ...]
    """Open ones, the earliest due date first."""


def tasks_by_person(
    commune: Commune, today: date, lead_id: UUID | None = None
) -> tuple[tuple[PersonTasks, ...], int]:
    """By name, work without a named lead last; and how many rows were left out. Two queries."""
    rows = Task.objects.of(commune).open().for_rows()
    if lead_id:
        rows = rows.filter(lead=lead_id)
    found = rows.order_by("lead__full_name", "lead", "listed_date", "pk")[:MOST_ROWS]
    people = [
        _person(list(tasks), today) for _lead, tasks in groupby(found, lambda task: task.lead_id)
    ]
    shown = sum(len(person.tasks) for person in people)
    left = rows.count() - shown if shown == MOST_ROWS else 0
    return tuple(sorted(people, key=lambda person: person.lead_id is None)), left


def open_leads(commune: Commune) -> tuple[tuple[UUID, str], ...]:
    """Who leads an open task, by name."""
    rows = Task.objects.of(commune).open().filter(lead__isnull=False).order_by()
    names = rows.values_list("lead", "lead__full_name").distinct()
    return tuple(sorted(names, key=lambda pair: (pair[1], str(pair[0]))))


def _person(tasks: list[Task], today: date) -> PersonTasks:
    lead = tasks[0].lead
    return PersonTasks(
        lead_id=lead.pk if lead else None,
        name=lead.full_name if lead else "",
        job_title=lead.job_title if lead else "",
        tasks=tuple(card_of(task, today) for task in tasks),
    )
