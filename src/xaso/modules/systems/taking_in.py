"""A file taken in is an export taken: both in one transaction, and both taken back together."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor

from . import actions
from .actions.rows import held_system
from .chosen import TakingChoices
from .models import ExportTaken, SystemFile
from .queries.file_days import export_period
from .queries.importing import rules_need
from .queries.readings import reading_for


@transaction.atomic
def take_in(*, actor: Actor, file_id: UUID, choices: TakingChoices, at: datetime) -> SystemFile:
    actor.must("systems.import")
    file = SystemFile.objects.of(actor.commune).select_related("system", "reading").get(pk=file_id)
    has_stretch = rules_need(file, reading_for(file), timezone.localdate(at)).stretch
    export = actions.note_export(
        actor=actor,
        system_id=file.system_id,
        day=timezone.localdate(at),
        period=export_period(choices.days, file.system.every, has_stretch=has_stretch),
        note=_("Nhập tệp vào phần mềm"),
        at=at,
    )
    return actions.take_file(
        actor=actor, file_id=file_id, choices=choices, export_id=export.pk, at=at
    )


@transaction.atomic
def take_back(*, actor: Actor, file_id: UUID, at: datetime) -> SystemFile:
    """The system is locked before the file, as when it was taken in."""
    actor.must("systems.import")
    held_system(actor, SystemFile.objects.of(actor.commune).get(pk=file_id).system_id)
    file = actions.take_back_file(actor=actor, file_id=file_id, at=at)
    if file.export_id and not ExportTaken.objects.filter(takes_back=file.export_id).exists():
        actions.take_back_export(actor=actor, export_id=file.export_id, at=at)
    return file
