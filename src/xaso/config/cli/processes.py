"""Processes that do the work, and the small one that minds them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from types import FrameType

ENDS_WITHIN_S = 10
AGAIN_AFTER_S = 1.0
LOOKS_EVERY_S = 0.05


class Ended(Exception):
    """A process ended before it was ready; one started again would end the same way."""


class Minded:
    """`work(ready)` in `count` processes; it calls `ready` when it can be asked. A process that
    ends later is started again."""

    def __init__(self, work: Callable[[Callable[[], None]], None], count: int) -> None:
        self._work, self._count = work, count
        self._context = multiprocessing.get_context("fork")
        self._ready = self._context.Event()
        self._alive, self._minder = os.pipe()
        self._children: list[ForkProcess] = []

    def run(self, when_ready: Callable[[], None]) -> None:
        """Until told to stop, by SIGTERM or Ctrl+C. Raises Ended."""
        signal.signal(signal.SIGTERM, _stop)
        try:
            self._children = [self._started() for _each in range(self._count)]
            self._mind(when_ready)
        except KeyboardInterrupt:
            return
        finally:
            self._end()

    def _mind(self, when_ready: Callable[[], None]) -> None:
        looks_every: float | None = LOOKS_EVERY_S
        while True:
            ended = wait([each.sentinel for each in self._children], timeout=looks_every)
            if looks_every and self._ready.is_set():
                looks_every = None
                when_ready()
            if ended:
                self._start_again()

    def _start_again(self) -> None:
        if not self._ready.is_set():
            raise Ended
        time.sleep(AGAIN_AFTER_S)
        self._children = [each if each.is_alive() else self._started() for each in self._children]

    def _started(self) -> ForkProcess:
        child = self._context.Process(target=self._inside)
        child.start()
        return child

    def _inside(self) -> None:
        os.close(self._minder)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        threading.Thread(target=self._end_with_the_minder, daemon=True).start()
        self._work(self._ready.set)

    def _end_with_the_minder(self) -> None:
        """Killed, it cannot tell anybody: its end of the pipe closes."""
        os.read(self._alive, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    def _end(self) -> None:
        for each in self._children:
            each.terminate()
        until = time.monotonic() + ENDS_WITHIN_S
        for each in self._children:
            each.join(max(0.0, until - time.monotonic()))
            each.kill()


def _stop(number: int, frame: FrameType | None) -> None:
    """Told to the whole group, each process is told twice, and ends once."""
    del number, frame
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit()
