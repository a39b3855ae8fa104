"""What people do with backups. Each leaves its line in the diary of the commune."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.models import Event
from xaso.core.events.record import record
from xaso.core.jobs.enqueue import enqueue
from xaso.core.jobs.models import Job
from xaso.core.rights.actor import Actor
from xaso.core.units.at_work import serves_only
from xaso.lib.dates import iso_local
from xaso.lib.ids import new_id

from . import places
from .book import change, read_book
from .folders import data_dir
from .keys import BackupKey, ensure_key
from .records import Second

FULL_JOB, TRIAL_JOB = "backup.full", "backup.trial"


@transaction.atomic
def order_backup(*, actor: Actor, at: datetime) -> Job:
    actor.must("backup.manage")
    job = enqueue(FULL_JOB, actor=actor, at=at, unique_key=FULL_JOB)
    record("backup.backup.ordered", actor=actor, subject_id=job.pk)
    return job


@transaction.atomic
def order_trial(*, actor: Actor, at: datetime) -> Job:
    actor.must("backup.manage")
    if read_book().last_good is None:
        raise ValidationError(_("Chưa có bản sao lưu nào để khôi phục thử. Bấm Sao lưu ngay."))
    job = enqueue(TRIAL_JOB, actor=actor, at=at, unique_key=TRIAL_JOB)
    record("backup.trial.ordered", actor=actor, subject_id=job.pk)
    return job


@transaction.atomic
def take_key_sheet(*, actor: Actor) -> BackupKey:
    """For the printer; every time is recorded."""
    actor.must("backup.manage")
    _must_serve_only(actor)
    key = ensure_key(data_dir())
    record("backup.key.printed", actor=actor, subject_id=new_id(), key=key.number)
    return key


@transaction.atomic
def stow_key_sheet(*, actor: Actor) -> str:
    """Somebody says that the sheet is printed and in the safe."""
    actor.must("backup.manage")
    _must_serve_only(actor)
    number = ensure_key(data_dir()).number
    record("backup.key.stowed", actor=actor, subject_id=new_id(), key=number)
    change(stowed_key=number)
    return number


@transaction.atomic
def choose_second_place(*, actor: Actor, folder: str, at: datetime) -> Second:
    """A stick or disk that is plugged in now; an empty choice ends the copying."""
    actor.must("backup.manage")
    _must_serve_only(actor)
    second = places.chosen(folder, at)
    record("backup.place.chosen", actor=actor, subject_id=new_id(), folder=second.folder)
    change(second=second)
    return second


@transaction.atomic
def take_backup_file(*, actor: Actor, name: str) -> str:
    """A backup leaves the machine through a browser: only where it holds one commune."""
    actor.must("backup.manage")
    _must_serve_only(actor)
    found = next((each for each in read_book().snapshots if each.name == name), None)
    if found is None:
        raise ValidationError(_("Không còn bản sao lưu này. Chọn bản khác trong danh sách."))
    record("backup.file.taken", actor=actor, subject_id=new_id(), name=name)
    return str(found.path)


@transaction.atomic
def note_restored(*, actor: Actor, name: str, made_at: datetime, at: datetime) -> Event:
    actor.must("backup.manage")
    return record(
        "backup.data.restored",
        actor=actor,
        subject_id=new_id(),
        name=name,
        made_at=iso_local(made_at),
        restored_at=iso_local(at),
    )


def _must_serve_only(actor: Actor) -> None:
    if not serves_only(actor.commune):
        raise ValidationError(
            _("Máy này phục vụ nhiều xã. Người trông máy chủ làm việc này bằng lệnh xaso backup.")
        )
