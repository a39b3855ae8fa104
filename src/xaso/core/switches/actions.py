"""Switching a part of the program on and off for one commune; nothing that was entered is lost."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Commune
from xaso.lib.ids import new_id

from .known import may_be_off


@transaction.atomic
def set_module(*, actor: Actor, module: str, on: bool) -> Commune:
    """Setting it to what it is already changes nothing."""
    actor.must("switches.manage")
    if not may_be_off(module):
        raise ValidationError(_("Phần này luôn bật, không tắt được."))
    commune = Commune.objects.select_for_update().get(pk=actor.commune.pk)
    off = set(commune.modules_off)
    wanted = off - {module} if on else off | {module}
    if wanted != off:
        commune.modules_off = sorted(wanted)
        commune.save(update_fields=["modules_off"])
        record("switches.module.set", actor=actor, subject_id=new_id(), module=module, on=on)
    actor.commune.modules_off = commune.modules_off
    return commune
