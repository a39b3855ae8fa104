"""A commune's own days over the national ones: confirm, add, take back."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.lib.ids import new_id

from .models import CalendarRow


@transaction.atomic
def confirm_day(*, actor: Actor, day: date) -> CalendarRow:
    """For this commune only: other communes here confirm for themselves."""
    actor.must("commune.settings")
    national = CalendarRow.objects.get(commune=None, day=day)
    _own_row(actor, day, national.kind, national.name)
    row, _made = CalendarRow.objects.update_or_create(
        commune=actor.commune,
        day=day,
        defaults={
            "kind": national.kind,
            "name": national.name,
            "confirmed": True,
            "source": national.source,
        },
    )
    record(
        "worktime.day.confirmed",
        actor=actor,
        subject_id=new_id(),
        day=str(day),
        name=row.name,
        row=row.pk,
    )
    return row


@transaction.atomic
def set_own_day(*, actor: Actor, day: date, kind: str, name: str) -> CalendarRow:
    actor.must("commune.settings")
    row = _own_row(actor, day, kind, name.strip())
    row = row or CalendarRow(commune=actor.commune, day=day)
    row.kind, row.name, row.confirmed = kind, name.strip(), True
    row.full_clean()
    row.save()
    record(
        "worktime.day.set",
        actor=actor,
        subject_id=new_id(),
        day=str(day),
        kind=kind,
        name=row.name,
    )
    return row


@transaction.atomic
def remove_own_day(*, actor: Actor, day: date) -> date:
    """The national row of the day, if there is one, holds again."""
    actor.must("commune.settings")
    gone, _per_model = CalendarRow.objects.filter(commune=actor.commune, day=day).delete()
    if not gone:
        raise ValidationError(_("Ngày này không phải ngày riêng của xã."))
    record("worktime.day.removed", actor=actor, subject_id=new_id(), day=str(day))
    return day


def _own_row(actor: Actor, day: date, kind: str, name: str) -> CalendarRow | None:
    """One that says something else is taken back first: whoever adds a day has not seen it."""
    row = CalendarRow.objects.filter(commune=actor.commune, day=day).first()
    if row and (row.kind, row.name) != (kind, name):
        said = {"name": row.name, "kind": row.get_kind_display()}
        raise ValidationError(
            {
                "day": _("Xã đã có ngày này: %(name)s (%(kind)s). Muốn đổi thì bỏ ngày đó trước.")
                % said
            }
        )
    return row
