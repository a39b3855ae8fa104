"""A file of measurements: kept for review, taken in as a whole, undone as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.jobs.enqueue import enqueue
from xaso.core.law.queries import rule_number
from xaso.core.rights.actor import Actor
from xaso.lib.ids import new_id
from xaso.modules.coverage.intake.rows import FileRow, read_rows
from xaso.modules.coverage.intake.table import guessed_way, header_hash, table_of
from xaso.modules.coverage.intake.way import FIELDS, ReadingWay
from xaso.modules.coverage.models import (
    FileMapping,
    Place,
    Reading,
    Sample,
    SignalFile,
    SpeedTest,
)
from xaso.modules.coverage.queries.files import plan_of
from xaso.modules.coverage.rulebook import rules_of

from .file_rows import write_rows

JOB = "coverage.take_file"
KEPT_DAYS = "retention.coverage.file.days"
AT_ONCE = 400
"""Rows taken while the person waits; more run in the background."""
S = SignalFile.State


@transaction.atomic
def start_file(*, actor: Actor, name: str, content: bytes, at: datetime) -> SignalFile:
    """Read and kept aside; nothing is measured yet. Columns as they were chosen for the last file
    with these headers, else guessed."""
    actor.must("coverage.import")
    grid = table_of(content)
    if len(grid) < 2:
        raise ValidationError(_("Tệp chỉ có dòng tên cột, chưa có lần đo nào."))
    known = FileMapping.objects.of(actor.commune).filter(header_hash=header_hash(grid)).first()
    file = SignalFile.objects.create(
        commune=actor.commune,
        file_name=name[:120],
        sha256=hashlib.sha256(content).hexdigest(),
        header_hash=header_hash(grid),
        grid=grid,
        way=known.way if known else guessed_way(grid).kept(),
        by_id=actor.account_id,
        at=at,
    )
    record("coverage.file.read", actor=actor, subject_id=file.pk, file=file.file_name)
    return file


@transaction.atomic
def queue_file(
    *, actor: Actor, file_id: UUID, way: Mapping[str, Any], at: datetime, apart: bool = True
) -> SignalFile:
    """What was looked over is to be taken: a long file in the background, a short one, or with
    `apart` off any, by the caller. How its columns are read is kept for the next one."""
    actor.must("coverage.import")
    file = _held(actor, file_id, S.REVIEW)
    chosen = ReadingWay.of(way)
    if chosen.lacks:
        words = ", ".join(str(FIELDS[name]) for name in chosen.lacks)
        raise ValidationError(_("Chưa biết cột nào là: %(words)s.") % {"words": words})
    file.way, file.state = chosen.kept(), S.RUNNING
    file.save()
    FileMapping.objects.update_or_create(
        commune=actor.commune,
        header_hash=file.header_hash,
        defaults={"way": file.way, "used_at": at},
    )
    record("coverage.file.accepted", actor=actor, subject_id=file.pk, file=file.file_name)
    if apart and not is_short(file):
        key = f"{JOB}:{file.pk}"
        enqueue(JOB, actor=actor, at=at, arguments={"file_id": str(file.pk)}, unique_key=key)
    return file


@transaction.atomic
def take_file(
    *, actor: Actor, file_id: UUID, at: datetime, rows: Sequence[FileRow] | None = None
) -> SignalFile:
    """All that could be read, in one transaction. `rows`: read already, while progress was told."""
    actor.must("coverage.import")
    file = _held(actor, file_id, S.RUNNING)
    if rows is None:
        known = rules_of(actor.commune, timezone.localdate(at)).all_operators
        rows = read_rows(file.grid, ReadingWay.of(file.way), at, known)
    plan = plan_of(actor.commune, rows, timezone.localdate(at))
    write_rows(file, plan, actor, at)
    counts = plan.counts
    file.sample_count, file.reading_count = counts["sample"], counts["reading"]
    file.outside_count, file.same_count = counts["outside"], counts["same"]
    file.bad_count, file.place_count = counts["bad"], len(plan.new_places)
    file.speed_count = counts["speed"]
    file.state, file.done_at, file.grid = S.DONE, at, []
    file.save()
    record(
        "coverage.file.taken",
        actor=actor,
        subject_id=file.pk,
        file=file.file_name,
        count=file.added,
    )
    return file


@transaction.atomic
def drop_file(*, actor: Actor, file_id: UUID) -> SignalFile:
    """What was read goes; the line that somebody sent a file stays."""
    actor.must("coverage.import")
    file = _held(actor, file_id, S.REVIEW)
    file.state, file.grid = S.DROPPED, []
    file.save()
    record("coverage.file.dropped", actor=actor, subject_id=file.pk, file=file.file_name)
    return file


@transaction.atomic
def undo_file(*, actor: Actor, file_id: UUID) -> SignalFile:
    """Exactly what came with the file goes again, or nothing does."""
    actor.must("coverage.import")
    file = _held(actor, file_id, S.DONE)
    try:
        for model in (Reading, SpeedTest, Sample, Place):
            model.objects.of(actor.commune).filter(file=file).delete()
    except ProtectedError as error:
        raise ValidationError(
            _("Có lần đo của tệp đã được sửa, hoặc điểm của tệp đã được đo thêm, đưa vào kiến nghị,"
              " nên không hoàn tác cả tệp được nữa.")
        ) from error  # fmt: skip
    file.state = S.UNDONE
    file.save()
    record(
        "coverage.file.undone",
        actor=actor,
        subject_id=file.pk,
        file=file.file_name,
        count=file.added,
    )
    return file


@transaction.atomic
def forget_files(*, actor: Actor, at: datetime) -> int:
    """A file nobody looked at again is dropped with what it held."""
    actor.must("coverage.import")
    before = at - timedelta(days=rule_number(KEPT_DAYS, on=timezone.localdate(at)))
    rows = SignalFile.objects.of(actor.commune).filter(at__lt=before)
    count: int = rows.filter(state__in=(S.REVIEW, S.RUNNING)).update(state=S.DROPPED, grid=[])
    if count:
        record("coverage.files.forgotten", actor=actor, subject_id=new_id(), count=count)
    return count


def is_short(file: SignalFile) -> bool:
    return len(file.grid) <= AT_ONCE


def _held(actor: Actor, file_id: UUID, state: str) -> SignalFile:
    file = SignalFile.objects.of(actor.commune).select_for_update().get(pk=file_id)
    if file.state != state:
        raise ValidationError(_("Tệp này %(state)s rồi.") % {"state": file.get_state_display()})
    return file
