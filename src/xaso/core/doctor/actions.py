from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xaso.core.events.record import record
from xaso.core.jobs.enqueue import enqueue
from xaso.core.jobs.models import Job
from xaso.core.rights.actor import Actor

JOB = "doctor.examine"


@transaction.atomic
def order_examination(*, actor: Actor, at: datetime) -> Job:
    """Every row and file is read now instead of in the night."""
    actor.must("machine.read")
    job = enqueue(JOB, actor=actor, at=at, unique_key=JOB)
    record("doctor.examination.ordered", actor=actor, subject_id=job.pk)
    return job
