"""How the files of a system are read: set up once, put right, dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Village
from xaso.modules.systems.exports.reading_way import Rule, rules_said
from xaso.modules.systems.models import SystemFile, SystemReading
from xaso.modules.systems.no_passwords import must_hold_no_password

from .rows import system_in_use


@transaction.atomic
def save_reading(
    *,
    actor: Actor,
    system_id: UUID,
    name: str,
    village_column: str,
    rules: Sequence[Rule],
    at: datetime,
    reading_id: UUID | None = None,
    file_id: UUID | None = None,
) -> SystemReading:
    """A new one, or `reading_id` changed. `file_id`: the file that waits is read by it. With another
    column of villages the names answered for the old one go: they may have been people's."""
    actor.must("systems.import")
    system = system_in_use(actor, system_id)
    reading = (
        SystemReading.objects.of(actor.commune)
        .select_for_update()
        .get(pk=reading_id, system=system)
        if reading_id
        else SystemReading(commune=actor.commune, system=system)
    )
    if not rules:
        raise ValidationError(_("Chọn cách lấy cho ít nhất một số."))
    reading.name = " ".join(name.split())
    must_hold_no_password(name=reading.name)
    _must_be_another_name(reading)
    if reading.village_column != village_column:
        reading.village_names = {}
    reading.village_column, reading.rules = village_column, rules_said(rules)
    reading.by_id, reading.at = actor.account_id, at
    reading.full_clean(exclude=["commune", "system", "by"])
    reading.save()
    if file_id:
        _read_by(actor, file_id, reading)
    record(
        "systems.reading.saved",
        actor=actor,
        subject_id=system.pk,
        name=reading.name,
        numbers=[rule.code for rule in rules],
    )
    return reading


@transaction.atomic
def choose_reading(*, actor: Actor, file_id: UUID, reading_id: UUID) -> SystemFile:
    """Another of the system's ways to read this one file by."""
    actor.must("systems.import")
    file = SystemFile.objects.of(actor.commune).get(pk=file_id)
    rows = SystemReading.objects.of(actor.commune).filter(system_id=file.system_id)
    reading = rows.get(pk=reading_id)
    _read_by(actor, file_id, reading)
    record("systems.reading.chosen", actor=actor, subject_id=file.system_id, name=reading.name)
    return file


@transaction.atomic
def name_villages(
    *, actor: Actor, reading_id: UUID, names: Mapping[str, UUID | None]
) -> SystemReading:
    """What names in the files stand for, by their key; None for a name that is no village here."""
    actor.must("systems.import")
    rows = SystemReading.objects.of(actor.commune).select_for_update()
    reading = rows.get(pk=reading_id)
    wanted = {village for village in names.values() if village}
    ours = Village.objects.of(actor.commune).filter(pk__in=wanted, closed_at=None)
    if ours.count() != len(wanted):
        raise ValidationError(_("Chọn thôn trong danh sách của xã."))
    said = {key: str(village) if village else "" for key, village in names.items()}
    reading.village_names = {**reading.village_names, **said}
    reading.save(update_fields=["village_names"])
    record("systems.reading.named", actor=actor, subject_id=reading.system_id, names=len(said))
    return reading


@transaction.atomic
def drop_reading(*, actor: Actor, reading_id: UUID) -> UUID:
    """Files taken by it stay; the id of the system comes back."""
    actor.must("systems.import")
    reading = SystemReading.objects.of(actor.commune).get(pk=reading_id)
    system_id, name = reading.system_id, reading.name
    reading.delete()
    record("systems.reading.dropped", actor=actor, subject_id=system_id, name=name)
    return system_id


def _must_be_another_name(reading: SystemReading) -> None:
    twins = SystemReading.objects.filter(system=reading.system, name=reading.name)
    if twins.exclude(pk=reading.pk).exists():
        raise ValidationError({"name": _("Đã có cách đọc mang tên này. Đặt tên khác.")})


def _read_by(actor: Actor, file_id: UUID, reading: SystemReading) -> None:
    rows = SystemFile.objects.of(actor.commune).filter(system_id=reading.system_id)
    file = rows.get(pk=file_id)
    if file.state != SystemFile.State.REVIEW:
        raise ValidationError(_("Tệp này đã nhận hoặc đã bỏ. Gửi lại tệp nếu cần."))
    file.reading = reading
    file.save(update_fields=["reading"])
