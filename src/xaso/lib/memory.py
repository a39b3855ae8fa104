"""What a long-lived process gives back to a small machine. Only glibc has these; elsewhere nothing."""

from __future__ import annotations

import ctypes

TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8
BIG_BYTES = 128 * 1024
ARENAS = 2


def keep_small() -> None:
    """Call before threads begin. Each thread would get a heap of its own, and after the first big
    block (a password check takes 19 MB, a photo more) glibc would keep such blocks for ever."""
    _tell("mallopt", ARENA_MAX, ARENAS)
    _tell("mallopt", MMAP_THRESHOLD, BIG_BYTES)
    _tell("mallopt", TRIM_THRESHOLD, BIG_BYTES)


def give_back() -> None:
    """What is free inside the heaps goes back to the machine; takes a few milliseconds."""
    _tell("malloc_trim", 0)


def _tell(name: str, *numbers: int) -> None:
    try:
        function = getattr(ctypes.CDLL(None), name)
    except (AttributeError, OSError, TypeError):
        return
    function(*numbers)
