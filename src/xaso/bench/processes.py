"""Memory of a server: every process of its group, as Linux counts it."""

from __future__ import annotations

import os
from pathlib import Path

PROC = Path("/proc")
KB_IN_MB = 1024


def memory_mb(group: int) -> list[float]:
    """Resident memory of each process, the biggest first."""
    pids = [int(path.name) for path in PROC.iterdir() if path.name.isdigit()]
    found = [_resident_mb(pid) for pid in pids if _group(pid) == group]
    return sorted((mb for mb in found if mb), reverse=True)


def _group(pid: int) -> int | None:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return None


def _resident_mb(pid: int) -> float:
    try:
        lines = (PROC / str(pid) / "status").read_text("ascii").splitlines()
    except FileNotFoundError:
        return 0.0
    resident = next((line for line in lines if line.startswith("VmRSS:")), "VmRSS: 0 kB")
    return int(resident.split()[1]) / KB_IN_MB
