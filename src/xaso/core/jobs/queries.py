"""What pages and commands tell about work in the background."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Commune

from .kinds import KINDS
from .models import Job, Schedule
from .words import in_words


@dataclass(frozen=True)
class Timed:
    """One line of the schedule."""

    name: str
    label: str | Promise
    commune_code: str | None
    cron: str
    words: str
    next_at: datetime
    last_at: datetime | None
    last_run: Job | None = None


def schedule_told(commune: Commune | None = None) -> list[Timed]:
    """The next run first; with a commune its own lines and those of the installation."""
    rows = Schedule.objects.filter(name__in=KINDS).order_by("next_at", "key")
    if commune:
        rows = rows.filter(Q(commune=commune) | Q(commune=None))
    last = Job.objects.in_bulk([row.last_job_id for row in rows if row.last_job_id])
    return [
        Timed(
            name=row.name,
            label=label_of(row.name),
            commune_code=row.commune_id,
            cron=row.cron,
            words=in_words(row.cron),
            next_at=row.next_at,
            last_at=row.last_at,
            last_run=last.get(row.last_job_id),
        )
        for row in rows
    ]


def label_of(name: str) -> str | Promise:
    """A kind this version does not know shows its code: better a strange word than a gap."""
    return KINDS[name].label if name in KINDS else name


def seen_by(actor: Actor) -> QuerySet[Job]:
    """What the person asked for; an admin sees all of the commune and of the installation."""
    mine = Q(commune=actor.commune, asked_by=actor.account_id)
    if actor.may("jobs.manage"):
        return Job.objects.filter(Q(commune=actor.commune) | Q(commune=None))
    return Job.objects.filter(mine)


def names_of_askers(jobs: Iterable[Job]) -> dict[UUID, str]:
    ids = {job.asked_by for job in jobs if job.asked_by}
    return dict(Account.objects.filter(pk__in=ids).values_list("pk", "full_name")) if ids else {}
