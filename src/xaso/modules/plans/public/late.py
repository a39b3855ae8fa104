"""Who is late and what is late longest: counted over all rows, shown a few at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xaso.core.units.models import Commune
from xaso.modules.plans.cards import TaskCard, card_of
from xaso.modules.plans.models import Plan, Task
from xaso.modules.plans.queries.counts import LateLead, late_leads, late_parts

MOST_ROWS = 400


@dataclass(frozen=True)
class LatePerson:
    lead_id: UUID
    name: str
    count: int
    worst: TaskCard
    """The one whose date passed longest ago."""


@dataclass(frozen=True)
class Late:
    people: tuple[LatePerson, ...]
    """Named leads, the one with most late tasks first; work led by villages stands at the
    villages."""
    more_people: int
    worst: TaskCard | None
    """Of all late tasks."""


def late_people(commune: Commune, today: date, most: int) -> Late:
    """Three queries, however many tasks are late."""
    leads = late_leads(commune, today)
    named = [lead for lead in leads if lead.lead_id]
    shown = named[:most]
    longest = min(leads, key=lambda lead: lead.earliest, default=None)
    worst = _worst(commune, today, [*shown, *([longest] if longest else [])])
    people = [
        LatePerson(lead.lead_id, card.lead_name, lead.count, card)
        for lead in shown
        if lead.lead_id and (card := worst.get(lead.lead_id))
    ]
    return Late(
        people=tuple(people),
        more_people=len(named) - len(shown),
        worst=worst.get(longest.lead_id) if longest else None,
    )


def late_cards(
    commune: Commune, today: date, limit: int = MOST_ROWS, lead_id: UUID | None = None
) -> tuple[TaskCard, ...]:
    """The rows behind `numbers.late`: running past the date, or handed in after it and still
    waiting; earliest due date first. Two queries."""
    rows = Task.objects.of(commune).for_rows().order_by("listed_date", "pk")
    if lead_id:
        rows = rows.filter(lead=lead_id)
    found = [task for part in late_parts(rows, today) for task in part[:limit]]
    found.sort(key=lambda task: (task.listed_date, task.pk))
    return tuple(card_of(task, today) for task in found[:limit])


def late_count(commune: Commune, today: date, lead_id: UUID | None = None) -> int:
    """Of everybody, or of one lead."""
    leads = late_leads(commune, today)
    return sum(lead.count for lead in leads if lead_id in {None, lead.lead_id})


def has_work(commune: Commune) -> bool:
    """Whether anybody has written a plan or a task yet."""
    return Plan.objects.of(commune).exists() or Task.objects.of(commune).exists()


def _worst(commune: Commune, today: date, leads: list[LateLead]) -> dict[UUID | None, TaskCard]:
    """The card of each lead's task that is late longest."""
    earliest = {lead.lead_id: lead.earliest for lead in leads}
    rows = Task.objects.of(commune).for_rows().filter(listed_date__in=set(earliest.values()))
    rows = rows.filter(lead__in=[lead_id for lead_id in earliest if lead_id]).late_on(today)
    found = list(rows.order_by("-pk"))
    if None in earliest:
        of_villages = Task.objects.of(commune).for_rows().filter(lead=None)
        found += of_villages.late_on(today).filter(listed_date=earliest[None])[:1]
    return {
        task.lead_id: card_of(task, today)
        for task in found
        if task.listed_date == earliest[task.lead_id]
    }
