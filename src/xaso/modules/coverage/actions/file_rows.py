"""Rows of a file as they are written: neither their order nor their hour tells who walked where."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from xaso.core.rights.actor import Actor
from xaso.lib.ids import new_id
from xaso.modules.coverage.answers import When
from xaso.modules.coverage.models import Place, Reading, Sample, SignalFile, SpeedTest
from xaso.modules.coverage.queries.files import FilePlan, PlannedRow

BATCH = 500


def write_rows(file: SignalFile, plan: FilePlan, actor: Actor, at: datetime) -> None:
    for place in plan.new_places:
        place.file, place.made_at = file, at
    Place.objects.bulk_create(plan.new_places, batch_size=BATCH)
    surveys: dict[tuple[UUID, datetime], UUID] = {}
    samples = [
        _sample(file, row, actor, at, surveys) for row in plan.rows if row.change == "sample"
    ]
    Sample.objects.bulk_create(samples, batch_size=BATCH)
    Reading.objects.bulk_create(_readings(file, plan.rows), batch_size=BATCH)
    speeds = [_speed(file, row, actor, at) for row in plan.rows if row.change == "speed"]
    SpeedTest.objects.bulk_create(speeds, batch_size=BATCH)


def _sample(
    file: SignalFile,
    row: PlannedRow,
    actor: Actor,
    at: datetime,
    surveys: dict[tuple[UUID, datetime], UUID],
) -> Sample:
    read, place = row.read, row.place
    if place is None or read.moment is None:
        raise RuntimeError("a measurement at a place has a place and a moment")
    day = timezone.localdate(read.moment)
    when = When.on_paper(day, read.day_part)
    return Sample(
        commune=file.commune,
        place=place,
        operator=read.operator,
        survey_id=surveys.setdefault((place.pk, when.measured_at), new_id()),
        technology=read.technology,
        level=read.level,
        strength_dbm=read.strength_dbm,
        measured_at=when.measured_at,
        month=day.replace(day=1),
        day_part=when.day_part,
        is_indoors=place.is_indoors if read.is_indoors is None else read.is_indoors,
        way=read.way,
        by_id=actor.account_id,
        at=at,
        file=file,
    )


def _readings(file: SignalFile, rows: Iterable[PlannedRow]) -> list[Reading]:
    """In the order of their fingerprints, so that not even the ids tell the way."""
    chosen = [row for row in rows if row.change in ("reading", "outside")]
    return [
        Reading(
            commune=file.commune,
            file=file,
            cell=row.cell,
            operator=row.read.operator,
            technology=row.read.technology,
            level=row.read.level,
            strength_dbm=row.read.strength_dbm,
            day=timezone.localdate(row.read.moment),
            is_outside=row.change == "outside",
            fingerprint=row.fingerprint,
        )
        for row in sorted(chosen, key=lambda row: row.fingerprint)
    ]


def _speed(file: SignalFile, row: PlannedRow, actor: Actor, at: datetime) -> SpeedTest:
    read = row.read
    if read.moment is None or read.down_mbps is None:
        raise RuntimeError("a sample of i-Speed has a moment and a speed")
    moment = read.moment.replace(second=0, microsecond=0)
    return SpeedTest(
        commune=file.commune,
        village=row.village,
        network=read.network,
        operator=read.operator,
        measured_at=moment,
        month=timezone.localdate(moment).replace(day=1),
        down_mbps=read.down_mbps,
        up_mbps=read.up_mbps,
        ping_ms=read.ping_ms,
        jitter_ms=read.jitter_ms,
        file=file,
        by_id=actor.account_id,
        at=at,
    )
