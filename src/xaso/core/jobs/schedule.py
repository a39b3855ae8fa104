"""Which kinds of work run by the clock, and starting what is due: once, however many processes look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction

from xaso.core.units.models import Commune

from .enqueue import put_in_queue
from .kinds import KINDS, Kind
from .models import Job, Schedule
from .moments import next_moment
from .trusted_clock import leapt_from


def refresh_schedule(at: datetime) -> None:
    """One row for each scheduled kind and, where asked, each opened commune. A new row first runs
    at its next moment."""
    wanted = {row.key: row for row in _wanted(at)}
    known = {row.key: row for row in Schedule.objects.all()}
    Schedule.objects.filter(key__in=known.keys() - wanted.keys()).delete()
    new = [row for key, row in wanted.items() if key not in known]
    Schedule.objects.bulk_create(new, ignore_conflicts=True)
    for key in known.keys() & wanted.keys():
        _put_right(known[key], wanted[key], at)


def start_due(at: datetime) -> int:
    """Each due kind once, also when several of its moments were missed. Returns how many."""
    rows = Schedule.objects.filter(next_at__lte=at, name__in=KINDS).select_related("commune")
    due = list(rows)
    if due and leapt_from(at):
        due = [row for row in due if KINDS[row.name].by_any_clock]
    return sum(_start(row, at) for row in due)


def _wanted(at: datetime) -> Iterator[Schedule]:
    opened = list(Commune.objects.filter(opened_at__isnull=False).order_by("pk"))
    for kind in KINDS.values():
        if kind.cron:
            yield from (_row(kind, commune, at) for commune in _communes_of(kind, opened))


def _communes_of(kind: Kind, opened: Sequence[Commune]) -> Sequence[Commune | None]:
    """Not those that have switched the part off whose work it is."""
    if not kind.per_commune:
        return [None]
    return [commune for commune in opened if kind.runs_for(commune)]


def _row(kind: Kind, commune: Commune | None, at: datetime) -> Schedule:
    return Schedule(
        key=f"{kind.name}/{commune.pk}" if commune else kind.name,
        name=kind.name,
        commune=commune,
        cron=kind.cron,
        next_at=next_moment(kind.cron, at),
    )


def _put_right(known: Schedule, wanted: Schedule, at: datetime) -> None:
    """A new version may have another time; a clock put back must not leave the next run years away."""
    if known.cron != wanted.cron or known.next_at > wanted.next_at:
        Schedule.objects.filter(key=known.key, next_at=known.next_at).update(
            cron=wanted.cron, next_at=wanted.next_at
        )


@transaction.atomic
def _start(row: Schedule, at: datetime) -> int:
    """Whoever moves the row on has the moment; while the last run still waits none is added. A run
    that came to nothing has its next try now, so people are not asked about it any more."""
    mine = Schedule.objects.filter(key=row.key, next_at=row.next_at)
    if not mine.update(next_at=next_moment(row.cron, at), last_at=at):
        return 0
    unique_key = f"schedule:{row.key}"
    Job.objects.filter(unique_key=unique_key, state=Job.State.DEAD).update(state=Job.State.DROPPED)
    job = put_in_queue(
        KINDS[row.name],
        commune=row.commune,
        unique_key=unique_key,
        at=at,
        run_after=at,
    )
    Schedule.objects.filter(key=row.key).update(last_job_id=job.pk)
    return 1
