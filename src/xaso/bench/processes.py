"""What a server takes: every process of its group, as Linux counts it."""

from __future__ import annotations

import os
from pathlib import Path

PROC = Path("/proc")
KB_IN_MB = 1024


def memory_mb(group: int) -> list[float]:
    """What each process holds in memory, the biggest first; pages that several share count once."""
    found = [_held_mb(pid) for pid in _pids(group)]
    return sorted((mb for mb in found if mb), reverse=True)


def processor_s(group: int) -> float:
    """Time of the processor taken so far; what else the machine does is not in it."""
    return sum(_processor_s(pid) for pid in _pids(group))


def _pids(group: int) -> list[int]:
    pids = [int(path.name) for path in PROC.iterdir() if path.name.isdigit()]
    return [pid for pid in pids if _group(pid) == group]


def _group(pid: int) -> int | None:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return None


def _held_mb(pid: int) -> float:
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text("ascii").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    held = next((line for line in lines if line.startswith("Pss:")), "Pss: 0 kB")
    return int(held.split()[1]) / KB_IN_MB


def _processor_s(pid: int) -> float:
    try:
        stat = (PROC / str(pid) / "stat").read_text("ascii")
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    # After the name in brackets, which may hold anything, the 12th and 13th fields.
    fields = stat.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
