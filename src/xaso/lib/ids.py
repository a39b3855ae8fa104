"""Row ids: UUIDv7 (RFC 9562), so that rows written later sort later."""

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256
from uuid import UUID

COUNTER_BITS = 42
TAIL_BITS = 32
SEEDED_START_MS = 1_577_836_800_000  # 2020-01-01 UTC: sample rows sort before any real row


def new_id() -> UUID:
    """Greater than every id this process made before, also when the clock is put back."""
    seeded = _seeded.get()
    return seeded.next() if seeded else _clock.next()


@contextmanager
def seeded_ids(seed: str) -> Iterator[None]:
    """Inside, new_id() gives the same sequence for the same seed. The id of row n stays the same
    only while rows are made in the same order. Other threads keep getting real ids."""
    token = _seeded.set(_SeededIds(seed))
    try:
        yield
    finally:
        _seeded.reset(token)


class _ClockIds:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last_ms = 0
        self._counter = 0

    def next(self) -> UUID:
        with self._lock:
            self._advance(time.time_ns() // 1_000_000)
            ms, counter = self._last_ms, self._counter
        return _uuid7(ms, counter << TAIL_BITS | secrets.randbits(TAIL_BITS))

    def _advance(self, now_ms: int) -> None:
        if now_ms <= self._last_ms:
            self._counter += 1
            if self._counter < 1 << COUNTER_BITS:
                return
            now_ms = self._last_ms + 1
        self._last_ms = now_ms
        # One bit is left free, so that the counter has room to grow within the millisecond.
        self._counter = secrets.randbits(COUNTER_BITS - 1)


class _SeededIds:
    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._made = 0

    def next(self) -> UUID:
        self._made += 1
        digest = sha256(f"{self._seed}\n{self._made}".encode()).digest()
        return _uuid7(SEEDED_START_MS + self._made, int.from_bytes(digest[:10], "big"))


def _uuid7(ms: int, low: int) -> UUID:
    """The 74 lowest bits of `low` fill what version and variant leave free."""
    rand_a = low >> 62 & 0xFFF
    rand_b = low & (1 << 62) - 1
    return UUID(int=ms << 80 | 7 << 76 | rand_a << 64 | 0b10 << 62 | rand_b)


_clock = _ClockIds()
_seeded: ContextVar[_SeededIds | None] = ContextVar("seeded_ids", default=None)
