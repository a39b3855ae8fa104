"""Which files a full backup holds, kept on this machine only: a quick backup then leaves them out."""

from __future__ import annotations

import json
from collections.abc import Iterable

from xaso.lib.durable import put

from .folders import backups_dir
from .records import Snapshot

NAME = "held-by-full.json"


def remember_files(full: Snapshot, digests: Iterable[str]) -> None:
    known = {"sha256": full.sha256, "files": sorted(digests)}
    put(backups_dir() / NAME, json.dumps(known).encode())


def files_of_full(full: Snapshot) -> frozenset[str] | None:
    """None when nobody remembers: then the next backup is a full one."""
    try:
        known = json.loads((backups_dir() / NAME).read_bytes())
        return frozenset(known["files"]) if known["sha256"] == full.sha256 else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
