"""A program that believes it is another time, by libfaketime. The monotonic clock is left alone."""

from __future__ import annotations

import os
from pathlib import Path

from .ground import Ground

SLEEP = (
    "import select, time\ntime.sleep = lambda s: select.select([], [], [], max(0, s)) and None\n"
)
"""The library cannot bear the way Python sleeps; waiting on nothing is as long."""


def bent(place: Ground, faketime: str, shift: str) -> list[str]:
    """What to put before a command: `shift` is "-1h", "+400d", "+300" (seconds); "" is now."""
    if not shift:
        return []
    site = place.folder / "site"
    site.mkdir(exist_ok=True)
    (site / "sitecustomize.py").write_text(SLEEP)
    return [
        "env",
        f"PYTHONPATH={_path(site, place)}",
        faketime,
        "--exclude-monotonic",
        "-f",
        shift,
    ]


def _path(site: Path, place: Ground) -> str:
    known = place.env_now.get("PYTHONPATH", "")
    return os.pathsep.join([str(site), *([known] if known else [])])
