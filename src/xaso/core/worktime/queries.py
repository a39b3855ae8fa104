"""The working calendar of a commune: national days, then its own days over them."""

from __future__ import annotations

from hashlib import sha256

from xaso.core.units.models import Commune
from xaso.lib.worktime import Calendar, CalendarDay, DayKind

from .models import CalendarRow


def calendar_of(commune: Commune | None, *, with_unconfirmed: bool = False) -> Calendar:
    """Days marked "to be confirmed" are off the calendar unless asked for."""
    rows = CalendarRow.objects.filter(commune=None)
    if commune is not None:
        rows |= CalendarRow.objects.filter(commune=commune)
    days = tuple(
        CalendarDay(row.day, DayKind(row.kind), row.name, row.confirmed)
        for row in sorted(rows, key=lambda row: (row.commune_id is not None, row.day))
    )
    return Calendar(
        version=_version(days, with_unconfirmed), days=days, use_unconfirmed=with_unconfirmed
    )


def _version(days: tuple[CalendarDay, ...], with_unconfirmed: bool) -> str:
    """Two calendars with the same rows have the same version."""
    return sha256(repr((days, with_unconfirmed)).encode()).hexdigest()[:12]
