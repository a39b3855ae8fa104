"""Takes one job and runs it to its end, whatever that end is."""

from __future__ import annotations

import os
import socket
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.postgres.context import commune_context, every_commune
from xaso.lib.ids import new_id

from .faults import sentence_for
from .kinds import KINDS
from .lease import BEAT_S, LETTERS_OF_DETAIL, claim_next, end, fail, give_back, renew
from .models import Job
from .running import LeaseLost, Running, Stopped


def worker_name() -> str:
    """Never twice the same, also when a process gets the number of a dead one."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{new_id().hex[-12:]}"


def run_next(worker: str, stopping: threading.Event | None = None) -> bool:
    """True when there was a job to run."""
    job = claim_next(worker, timezone.now())
    if job is None:
        return False
    run(Running(job, timezone.now(), stopping))
    return True


def run(running: Running) -> None:
    job = running.job
    with _beating(job):
        try:
            said = _work(running)
        except LeaseLost:
            return
        except Stopped:
            give_back(job.pk, job.worker, timezone.now())
        except Exception as error:  # whatever a job throws, the queue goes on
            _failed(job, error)
        else:
            _ended(running, said)


def _work(running: Running) -> str:
    """Work of a commune sees that commune alone, where the database can hold it to that."""
    commune, kind = running.commune, KINDS[running.job.name]
    if commune and not kind.runs_for(commune):
        return _not_run(running.job)
    with commune_context(commune) if commune else every_commune():
        return str(kind.work(running) or "")


def _not_run(job: Job) -> str:
    """Switched off since it was put in the queue; who asked for it can ask again later."""
    said = _("Xã đang tắt phần này nên việc không chạy.")
    if job.asked_by:
        raise ValidationError(said)
    return said


def _ended(running: Running, said: str) -> None:
    job = running.job
    if running.has_ended:
        with every_commune():
            Job.objects.filter(pk=job.pk, state=Job.State.DONE).update(result=said[:500])
    else:
        end(job.pk, job.worker, timezone.now(), said)


def _failed(job: Job, error: Exception) -> None:
    detail = "".join(traceback.format_exception(error))[-LETTERS_OF_DETAIL:]
    for_good = isinstance(error, ValidationError) or job.name not in KINDS
    fail(job, timezone.now(), sentence_for(error, job.name), detail, for_good=for_good)


@contextmanager
def _beating(job: Job) -> Iterator[None]:
    """Renews the lease from a thread and a connection of its own, also while the job computes."""
    ended = threading.Event()
    heart = threading.Thread(target=_beat, args=(job, ended), daemon=True, name="xaso-beat")
    heart.start()
    try:
        yield
    finally:
        ended.set()
        heart.join()


def _beat(job: Job, ended: threading.Event) -> None:
    try:
        while not ended.wait(BEAT_S) and _renewed(job):
            pass
    finally:
        connection.close()


def _renewed(job: Job) -> bool:
    """A beat that fails is tried again at the next one; a lease that has gone is not."""
    try:
        return renew(job.pk, job.worker, timezone.now())
    except Exception:  # the database may be busy or away for a moment
        connection.close()
        return True
