from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from xaso.core.units.models import Commune
from xaso.modules.plans.cards import TaskCard, card_of
from xaso.modules.plans.models import Task


def open_tasks(
    commune: Commune, target_ids: Collection[UUID], today: date
) -> dict[UUID, list[TaskCard]]:
    """Tasks still to be done for each of these targets, the next due first. One query."""
    found: dict[UUID, list[TaskCard]] = defaultdict(list)
    if not target_ids:
        return found
    rows = Task.objects.of(commune).for_rows().filter(target_id__in=target_ids)
    ended = ("nhap", "huy", "hoan_thanh")
    for task in rows.exclude(state__in=ended).order_by("state_order", "listed_date", "pk"):
        if task.target_id is not None:
            found[task.target_id].append(card_of(task, today))
    return found
