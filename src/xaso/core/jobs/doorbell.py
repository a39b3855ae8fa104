"""Wakes the threads of this process, so that fresh work does not wait for their next look."""

from __future__ import annotations

import threading

jobs = threading.Event()
deliveries = threading.Event()


def ring_for_jobs() -> None:
    jobs.set()


def ring_for_deliveries() -> None:
    deliveries.set()
