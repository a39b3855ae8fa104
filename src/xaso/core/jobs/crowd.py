"""How many phones send to this process in the same moment; work in the background lets them go first."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

MOST = 2
"""With more of them each is answered as soon as what it sent is stored."""
LASTS_S = 1.0
"""Of a hundred at the door a few are inside at a time, now three, now one: a crowd is over when for so
long there was none."""
LONGEST_S, LOOK_EVERY_S = 5.0, 0.1


class Crowd:
    def __init__(self) -> None:
        self._lock, self._here, self._until_s = threading.Lock(), 0, 0.0

    @property
    def is_large(self) -> bool:
        return self._here > MOST or time.monotonic() < self._until_s

    @contextmanager
    def one_more(self) -> Iterator[None]:
        with self._lock:
            self._here += 1
        self._note()
        try:
            yield
        finally:
            self._note()
            with self._lock:
                self._here -= 1

    def let_in(self) -> None:
        """Waits while many send, and no longer than that is polite."""
        until = time.monotonic() + LONGEST_S
        while self.is_large and time.monotonic() < until:
            time.sleep(LOOK_EVERY_S)

    def disperse(self) -> None:
        """For drills, whose moments are not this machine's."""
        self._until_s = 0.0

    def _note(self) -> None:
        if self._here > MOST:
            self._until_s = time.monotonic() + LASTS_S


sending_now = Crowd()
