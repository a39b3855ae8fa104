"""How many phones send to this process in the same moment."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

MOST = 2
"""With more of them each is answered as soon as what it sent is stored."""
LONGEST_S, LOOK_EVERY_S = 10.0, 0.1


class Crowd:
    def __init__(self) -> None:
        self._lock, self._here = threading.Lock(), 0
        self.one_at_a_time = threading.Lock()
        """Whoever waits for SQLite asks now and then; whoever waits for this is woken in his turn."""

    @property
    def is_large(self) -> bool:
        return self._here > MOST

    @contextmanager
    def one_more(self) -> Iterator[None]:
        with self._lock:
            self._here += 1
        try:
            yield
        finally:
            with self._lock:
                self._here -= 1

    def let_in(self) -> None:
        """Waits while many send, and no longer than that is polite."""
        until = time.monotonic() + LONGEST_S
        while self.is_large and time.monotonic() < until:
            time.sleep(LOOK_EVERY_S)


sending_now = Crowd()
