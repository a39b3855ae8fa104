"""Signs of life of the processes that do the work: without a fresh one, nobody is at it."""

from __future__ import annotations

import os
import socket
from datetime import datetime, timedelta
from pathlib import Path

from .models import Worker

BEAT_EVERY_S = 30.0
LOST_AFTER = timedelta(minutes=2)
FORGOTTEN_AFTER = timedelta(days=7)
PROCESSES = Path("/proc")


def beat(name: str, at: datetime) -> None:
    if Worker.objects.filter(name=name).update(seen_at=at):
        return
    Worker.objects.filter(seen_at__lt=at - FORGOTTEN_AFTER).delete()
    Worker.objects.create(name=name, place=_this_place(), pid=os.getpid(), seen_at=at)


def leave(name: str, at: datetime) -> None:
    """An orderly stop is known at once."""
    Worker.objects.filter(name=name, ended_at=None).update(ended_at=at)


def is_at_work(worker: Worker, at: datetime) -> bool:
    """One that was killed on this machine is known at once, one elsewhere by its missing signs. A sign
    from the future was given by a clock that has been put back since."""
    if worker.ended_at or abs(at - worker.seen_at) > LOST_AFTER:
        return False
    return worker.place != _this_place() or _is_there(worker.pid)


def _this_place() -> str:
    """Containers may share the name of their machine, not the numbers of their processes."""
    try:
        numbers = (PROCESSES / "self" / "ns" / "pid").stat().st_ino
    except OSError:
        return socket.gethostname()[:80]
    return f"{socket.gethostname()[:80]}:{numbers}"


def _is_there(pid: int) -> bool:
    return (PROCESSES / str(pid)).exists() or not (PROCESSES / "self").exists()
