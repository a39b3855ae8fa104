from __future__ import annotations

from datetime import date

from xaso.core.units.models import Commune
from xaso.modules.plans.cards import TaskCard, card_of
from xaso.modules.plans.models import Plan, Task

MOST_ROWS = 400


def late_cards(commune: Commune, today: date, limit: int = MOST_ROWS) -> tuple[TaskCard, ...]:
    """The rows behind `numbers.late`: running past the date, or handed in after it and still
    waiting; earliest due date first. One query."""
    rows = Task.objects.of(commune).for_rows().late_on(today).order_by("listed_date", "pk")
    return tuple(card_of(task, today) for task in rows[:limit])


def has_work(commune: Commune) -> bool:
    """Whether anybody has written a plan or a task yet."""
    return Plan.objects.of(commune).exists() or Task.objects.of(commune).exists()
