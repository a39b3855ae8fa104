"""How many phones send to this process in the same moment."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

MOST = 2
"""With more of them each is answered as soon as what it sent is stored."""


class Crowd:
    def __init__(self) -> None:
        self._lock, self._here = threading.Lock(), 0

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
