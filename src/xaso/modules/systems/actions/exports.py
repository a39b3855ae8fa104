"""Numbers were taken out of a system: noted on that day, taken back on that day if it was a mistake."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.lib.periods import period_bounds
from xaso.modules.systems.models import ExportTaken, System
from xaso.modules.systems.no_passwords import must_hold_no_password

from .rows import count_due, held_system, not_after, system_in_use


@transaction.atomic
def note_export(
    *, actor: Actor, system_id: UUID, day: date, at: datetime, period: str = "", note: str = ""
) -> ExportTaken:
    """`period`: 2026, 2026-q4, 2026-11, or empty. An import of a file notes one too."""
    actor.must("systems.export")
    system = system_in_use(actor, system_id)
    not_after(day, timezone.localdate(at), "day")
    must_hold_no_password(note=note)
    if period and period_bounds(period) is None:
        raise ValidationError({"period": _("Chọn kỳ trong danh sách.")})
    export = ExportTaken.objects.create(
        commune=actor.commune,
        system=system,
        day=day,
        period=period,
        note=note.strip(),
        by_id=actor.account_id,
        at=at,
    )
    _count_again(system)
    record("systems.export.noted", actor=actor, subject_id=system.pk, day=str(day), period=period)
    return export


@transaction.atomic
def take_back_export(*, actor: Actor, export_id: UUID, at: datetime) -> ExportTaken:
    """By another row; only on the day it was noted, by whoever noted it or looks after the map, also
    when the system was stopped since."""
    actor.must("systems.export")
    export = ExportTaken.objects.of(actor.commune).get(pk=export_id)
    system = held_system(actor, export.system_id)
    if export.takes_back_id or ExportTaken.objects.filter(takes_back=export).exists():
        raise ValidationError(_("Lần trích xuất này đã rút lại rồi."))
    if timezone.localdate(export.at) != timezone.localdate(at):
        raise ValidationError(_("Chỉ rút lại được trong ngày đã ghi."))
    if export.by_id != actor.account_id and not actor.may("systems.write"):
        raise ValidationError(_("Người ghi lần trích xuất này mới rút lại được."))
    back = ExportTaken.objects.create(
        commune=actor.commune,
        system=system,
        day=export.day,
        period=export.period,
        by_id=actor.account_id,
        at=at,
        takes_back=export,
    )
    _count_again(system)
    record("systems.export.taken_back", actor=actor, subject_id=system.pk, day=str(export.day))
    return back


def _count_again(system: System) -> None:
    count_due(system)
    system.version += 1
    system.save(update_fields=["last_date", "due_date", "version"])
