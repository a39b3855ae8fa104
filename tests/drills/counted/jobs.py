from __future__ import annotations

import time
from datetime import date

from django.db.models import F

from xaso.core.events.models import DayCount
from xaso.core.events.record import record
from xaso.core.jobs.kinds import Running, job

STEPS = 10


@job("counted.add", label="Đếm", most_attempts=100)
def add(running: Running) -> str:
    """One more for this job, and an event; both stand once however often it is begun."""
    for step in range(STEPS):
        running.progress(step, STEPS)
        time.sleep(0.05)
    with running.finishing():
        mark = {"commune": running.commune, "day": date(2000, 1, 1), "kind": f"x.{running.job.pk}"}
        DayCount.objects.get_or_create(**mark, defaults={"count": 0})
        time.sleep(0.03)
        DayCount.objects.filter(**mark).update(count=F("count") + 1)
        record("counted.thing.added", actor=running.actor, subject_id=running.job.pk)
    return "xong"


@job("counted.slow", label="Đếm chậm")
def slow(running: Running) -> str:
    for step in range(600):
        running.progress(step, 600)
        time.sleep(0.1)
    return "xong"
