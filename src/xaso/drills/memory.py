"""How much memory a server and everything it started has taken at most, as the kernel counts it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")


def peak_mb(pid: int) -> float:
    """The sum of each process's own peak: never less than what they took together."""
    return sum(_number(each, "VmHWM") for each in family(pid)) / 1024


def now_mb(pid: int) -> float:
    return sum(_number(each, "VmRSS") for each in family(pid)) / 1024


def family(pid: int) -> Iterator[int]:
    yield pid
    for child in _children(pid):
        yield from family(child)


def _children(pid: int) -> list[int]:
    found: list[int] = []
    with contextlib.suppress(OSError):
        for task in (PROC / str(pid) / "task").iterdir():
            with contextlib.suppress(OSError):
                found += map(int, (task / "children").read_text().split())
    return found


def _number(pid: int, name: str) -> int:
    """In kB; 0 for a process that is gone."""
    with contextlib.suppress(OSError):
        for line in (PROC / str(pid) / "status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1])
    return 0
