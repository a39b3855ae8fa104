"""Which numbers a system is the source of."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.modules.indicators import public as indicators
from xaso.modules.systems.models import SystemFigure
from xaso.modules.systems.no_passwords import must_hold_no_password

from .rows import system_in_use


@transaction.atomic
def add_figure(*, actor: Actor, system_id: UUID, value_code: str, where: str = "") -> SystemFigure:
    """`where` names the report or screen inside the system. Said again, it is corrected."""
    actor.must("systems.write")
    system = system_in_use(actor, system_id)
    if not indicators.number_names(actor.commune, [value_code]):
        raise ValidationError({"value_code": _("Không có số liệu này. Chọn trong danh sách.")})
    must_hold_no_password(where=where)
    figure, _made = SystemFigure.objects.update_or_create(
        commune=actor.commune,
        system=system,
        value_code=value_code,
        defaults={"where": where.strip()},
    )
    record("systems.figure.added", actor=actor, subject_id=system.pk, code=value_code)
    return figure


@transaction.atomic
def drop_figure(*, actor: Actor, figure_id: UUID) -> None:
    actor.must("systems.write")
    figure = SystemFigure.objects.of(actor.commune).select_for_update().get(pk=figure_id)
    record(
        "systems.figure.dropped",
        actor=actor,
        subject_id=figure.system_id,
        code=figure.value_code,
    )
    figure.delete()
