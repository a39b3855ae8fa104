"""The threads that do the work: one runs jobs, one minds the clock, the leases and the deliveries."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import close_old_connections, connection
from django.utils import timezone

from xaso.core.events.deliver import deliver_all, deliver_some
from xaso.core.postgres.context import every_commune

from . import askers, doorbell
from .lease import claim_next, give_back, reap
from .runner import run, run_next, worker_name
from .running import Running
from .schedule import refresh_schedule, start_due

POLL_S = 1.5
AFTER_TROUBLE_S = 5.0
REAP_EVERY_S = 15.0
STOP_WITHIN_S = 6.0
"""The server kills its processes after ten seconds."""
log = logging.getLogger("xaso.jobs")


@dataclass
class Duty:
    """Something to look after now and then."""

    every_s: float
    work: Callable[[], object]
    next_s: float = 0.0

    def do_if_due(self, now_s: float) -> None:
        if now_s >= self.next_s:
            self.next_s = now_s + self.every_s
            self.work()


class Background:
    """Both threads of one process. When work runs elsewhere, only the quiet sign is minded."""

    def __init__(self, *, works: bool = True) -> None:
        self.name = worker_name()
        self.stopping = threading.Event()
        self.running: Running | None = None
        self.duties = _all_duties() if works else [Duty(3, askers.refresh)]
        loops = [self._run_jobs, self._mind] if works else [self._mind]
        self.threads = [
            threading.Thread(target=self._keep_on, args=(loop,), daemon=True, name="xaso-jobs")
            for loop in loops
        ]

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def stop(self, within_s: float = STOP_WITHIN_S) -> None:
        """Lets the running job end; one that takes longer goes back into the queue."""
        if self.stopping.is_set():
            return
        self.stopping.set()
        doorbell.ring_for_jobs()
        doorbell.ring_for_deliveries()
        deadline = time.monotonic() + within_s
        for thread in self.threads:
            thread.join(max(deadline - time.monotonic(), 0))
        left = self.running
        if left:
            give_back(left.job.pk, left.job.worker, timezone.now())

    def _keep_on(self, loop: Callable[[], None]) -> None:
        """Trouble with the database or the disk is waited out; the thread never dies of it."""
        while not self.stopping.is_set():
            try:
                close_old_connections()
                with every_commune():
                    loop()
            except Exception:  # a thread that dies would take all later work with it
                log.exception("background work met trouble and goes on")
                connection.close()
                self.stopping.wait(AFTER_TROUBLE_S)
        connection.close()

    def _run_jobs(self) -> None:
        doorbell.jobs.clear()
        job = claim_next(self.name, timezone.now())
        if job is None:
            doorbell.jobs.wait(POLL_S)
            return
        self.running = Running(job, timezone.now(), self.stopping)
        try:
            run(self.running)
        finally:
            self.running = None

    def _mind(self) -> None:
        doorbell.deliveries.clear()
        for duty in self.duties:
            duty.do_if_due(time.monotonic())
        doorbell.deliveries.wait(POLL_S)


@every_commune()
def work_off() -> tuple[int, int]:
    """Everything due now, here and at once: for tests and for commands that end. Returns jobs run
    and events handed over."""
    now, jobs, deliveries, name = timezone.now(), 0, 0, worker_name()
    refresh_schedule(now)
    reap(now)
    start_due(now)
    while (called := deliver_all()) or run_next(name):
        deliveries, jobs = deliveries + called, jobs + (not called)
    return jobs, deliveries


def _all_duties() -> list[Duty]:
    return [
        Duty(60, lambda: refresh_schedule(timezone.now())),
        Duty(3, lambda: start_due(timezone.now())),
        Duty(REAP_EVERY_S, lambda: reap(timezone.now())),
        Duty(3, askers.refresh),
        Duty(0, _deliver_all_there_is),
    ]


def _deliver_all_there_is() -> None:
    while deliver_some():
        # A breath, so that people who write at the same moment come in between.
        time.sleep(0.005)
