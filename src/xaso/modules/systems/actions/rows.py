"""Rows the actions share, locked for the writer."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Commune
from xaso.modules.systems.models import ExportTaken, System
from xaso.modules.systems.queries.exports import counting
from xaso.modules.systems.rhythm import Taken, next_due


def held_system(actor: Actor, system_id: UUID) -> System:
    return System.objects.of(actor.commune).select_for_update().get(pk=system_id)


def system_in_use(actor: Actor, system_id: UUID) -> System:
    system = held_system(actor, system_id)
    if system.is_stopped:
        raise ValidationError(_("Hệ thống này đã ngừng dùng. Bấm Dùng lại trước."))
    return system


def must_be_here(commune: Commune, account_id: UUID, field: str) -> None:
    if not Account.objects.filter(commune=commune, pk=account_id, is_active=True).exists():
        raise ValidationError({field: _("Chọn người đang làm việc ở xã.")})


def count_due(system: System) -> None:
    """From the exports that count, as they stand now; not saved here."""
    rows = list(counting(ExportTaken.objects.filter(system=system)))
    system.last_date = max((row.day for row in rows), default=None)
    taken = (Taken(row.day, row.period) for row in rows)
    is_asked = not system.is_stopped
    system.due_date = next_due(system.every, system.since_date, taken) if is_asked else None


def not_after(day: date, today: date, field: str) -> None:
    if day > today:
        raise ValidationError({field: _("Ngày này chưa đến. Ghi ngày đã làm.")})
