"""Which exports are due soon or overdue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from xaso.core.units.models import Commune
from xaso.modules.systems.queries.maps import due_by
from xaso.modules.systems.rhythm import SOON_DAYS, is_late, is_soon


@dataclass(frozen=True)
class ExportDue:
    name: str
    due_date: date
    is_late: bool
    responsible_id: UUID | None
    note_url: str


def exports_due(commune: Commune, today: date) -> list[ExportDue]:
    """The most overdue first; one query."""
    return [
        ExportDue(
            system.name,
            system.due_date,
            is_late(system.due_date, today),
            system.responsible_id,
            reverse("systems:note-export", args=[system.pk]),
        )
        for system in due_by(commune, today, SOON_DAYS)
        if system.due_date
        if is_late(system.due_date, today) or is_soon(system.every, system.due_date, today)
    ]


def list_url() -> str:
    return reverse("systems:systems")


def late_url() -> str:
    return f"{list_url()}?loc=qua-han"
