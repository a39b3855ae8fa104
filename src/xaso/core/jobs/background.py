"""The threads that do the work: one runs jobs, one those that must not wait behind long ones, one
minds the clock, the leases and the deliveries."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from django.db import DatabaseError, close_old_connections, connection
from django.db.models import Q
from django.utils import timezone

from xaso.core.events.deliver import deliver_all, deliver_some
from xaso.core.postgres.context import every_commune
from xaso.lib import memory

from . import askers, doorbell, heartbeat
from .crowd import sending_now
from .kinds import KINDS
from .lease import claim_next, give_back, reap
from .runner import run, run_next, worker_name
from .running import Running
from .schedule import refresh_schedule, start_due

POLL_S = 1.5
AFTER_TROUBLE_S = 5.0
REAP_EVERY_S = 15.0
DELIVER_FOR_S = 2.0
"""Then the clock is looked at again, however many events still wait."""
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
    """The threads of one process. When work runs elsewhere, only the quiet sign is minded."""

    def __init__(self, *, works: bool = True) -> None:
        self.name = worker_name()
        self.stopping = threading.Event()
        self.running: list[Running] = []
        self.duties = [self._heartbeat(), *_all_duties()] if works else _duties_beside_others()
        working = [self._run_jobs, self._run_urgent_jobs] if works else []
        self.threads = [
            threading.Thread(target=self._keep_on, args=(loop,), daemon=True, name="xaso-jobs")
            for loop in (*working, self._mind)
        ]

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def stop(self, within_s: float = STOP_WITHIN_S) -> None:
        """Lets the running jobs end; one that takes longer goes back into the queue."""
        if self.stopping.is_set():
            return
        self.stopping.set()
        doorbell.ring_for_jobs()
        doorbell.ring_for_deliveries()
        deadline = time.monotonic() + within_s
        for thread in self.threads:
            thread.join(max(deadline - time.monotonic(), 0))
        for left in list(self.running):
            give_back(left.job.pk, left.job.worker, timezone.now())
        with suppress(DatabaseError):  # then the missing signs of life tell it
            heartbeat.leave(self.name, timezone.now())

    def _heartbeat(self) -> Duty:
        return Duty(heartbeat.BEAT_EVERY_S, lambda: heartbeat.beat(self.name, timezone.now()))

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
        self._run_one(~_urgent())

    def _run_urgent_jobs(self) -> None:
        self._run_one(_urgent())

    def _run_one(self, which: Q) -> None:
        doorbell.jobs.clear()
        job = claim_next(self.name, timezone.now(), which)
        if job is None:
            doorbell.jobs.wait(POLL_S)
            return
        running = Running(job, timezone.now(), self.stopping)
        self.running.append(running)
        try:
            run(running)
        finally:
            self.running.remove(running)

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


def _duties_beside_others() -> list[Duty]:
    """Of a process that leaves the work to another one."""
    return [Duty(3, askers.refresh), Duty(60, memory.give_back)]


def _all_duties() -> list[Duty]:
    return [
        Duty(60, memory.give_back),
        Duty(60, lambda: refresh_schedule(timezone.now())),
        Duty(3, lambda: start_due(timezone.now())),
        Duty(REAP_EVERY_S, lambda: reap(timezone.now())),
        Duty(3, askers.refresh),
        Duty(0, _deliver_for_a_while),
    ]


def _urgent() -> Q:
    return Q(name__in=[kind.name for kind in KINDS.values() if kind.urgent])


def _deliver_for_a_while() -> None:
    until = time.monotonic() + DELIVER_FOR_S
    sending_now.let_in()
    while deliver_some():
        if time.monotonic() > until:
            doorbell.ring_for_deliveries()
            return
        # A breath, so that people who write at the same moment come in between. A transaction takes
        # AT_A_TIME_S at most, so one asking in eight falls into it, and there are two hundred.
        time.sleep(0.03)
        sending_now.let_in()
