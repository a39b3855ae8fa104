"""What people do with work in the background: start it again, or give it up."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.postgres.context import every_commune
from xaso.core.rights.actor import Actor
from xaso.core.units.at_work import serves_only

from . import doorbell
from .models import Job
from .queries import seen_by


@transaction.atomic
def run_again(*, actor: Actor, job_id: UUID, at: datetime) -> Job:
    """All tries count anew; the reason it failed is not kept as if it still held."""
    actor.must("desk.home")
    job = _held(actor, job_id)
    if job.state not in (Job.State.DEAD, Job.State.DROPPED):
        raise ValidationError(_("Chỉ chạy lại được việc không xong hoặc đã bỏ."))
    if job.unique_key and _is_open_already(job):
        raise ValidationError(_("Việc này đang chờ hoặc đang chạy rồi."))
    job.state, job.run_after, job.attempts = Job.State.WAITING, at, 0
    job.done_at, job.error, job.error_detail, job.result = None, "", "", ""
    _save(job)
    record("jobs.job.run_again", actor=actor, subject_id=job.pk, name=job.name)
    transaction.on_commit(doorbell.ring_for_jobs)
    return job


@transaction.atomic
def drop_job(*, actor: Actor, job_id: UUID, at: datetime) -> Job:
    """Waiting or failed work is given up. What runs already is left to end."""
    actor.must("desk.home")
    job = _held(actor, job_id)
    if job.state == Job.State.RUNNING:
        raise ValidationError(_("Việc đang chạy, không bỏ giữa chừng được."))
    if job.state not in (Job.State.WAITING, Job.State.RETRY, Job.State.DEAD):
        raise ValidationError(_("Việc này đã kết thúc rồi."))
    job.state, job.done_at = Job.State.DROPPED, at
    _save(job)
    record("jobs.job.dropped", actor=actor, subject_id=job.pk, name=job.name)
    return job


def _held(actor: Actor, job_id: UUID) -> Job:
    """Who sees a job may act on it: whoever asked for it, and the admins. Work that many communes
    hang on, as their backups do, no single one of them may stop."""
    with every_commune():
        job: Job = seen_by(actor).select_for_update(of=("self",)).get(pk=job_id)
    if job.commune_id is None and not serves_only(actor.commune):
        raise ValidationError(_("Việc này chung cho nhiều xã. Báo người trông máy chủ."))
    return job


def _save(job: Job) -> None:
    """Work of the whole installation belongs to no commune; an admin may act on it all the same."""
    with every_commune():
        job.save()


def _is_open_already(job: Job) -> bool:
    with every_commune():
        return Job.objects.filter(unique_key=job.unique_key, state__in=Job.OPEN).exists()
