"""All rows and files of a data folder, and how two folders differ."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

WRITTEN_BY_RESTORE = {
    "django_session",
    "events_chainhead",
    "events_daycount",
    "events_delivery",
    "sync_pastepoch",
    "sync_station",
    "xaso_cache",
}
"""Sessions end, the event of the restore goes its way, and phones are asked for what came after the
backup: a new epoch. Everything else must be equal."""


@dataclass(frozen=True)
class Contents:
    rows: dict[str, Counter[bytes]]
    """Of each table the digest of each row, and how often it is there."""
    files: dict[str, str]
    """Name and SHA-256 of what really lies there."""


def contents_of(data_dir: Path) -> Contents:
    with closing(sqlite3.connect(data_dir / "xaso.sqlite3", timeout=30)) as line:
        names = [
            name
            for (name,) in line.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            )
        ]
        rows = {name: _rows(line, name) for name in names if name not in WRITTEN_BY_RESTORE}
    files = {path.name: _sum(path) for path in (data_dir / "files").glob("*/*/*")}
    return Contents(rows, files)


def compared(before: Contents, after: Contents) -> list[str]:
    """One short sentence for each difference."""
    found = []
    for table in sorted(before.rows.keys() | after.rows.keys()):
        gone = before.rows.get(table, Counter()) - after.rows.get(table, Counter())
        more = after.rows.get(table, Counter()) - before.rows.get(table, Counter())
        allowed = 1 if table == "events_event" else 0  # the restore itself
        if gone or more.total() > allowed:
            found.append(f"{table}: {gone.total()} rows gone, {more.total()} more")
    if before.files != after.files:
        differing = before.files.items() ^ after.files.items()
        found.append(f"{len(differing)} files differ")
    return found


def _rows(line: sqlite3.Connection, table: str) -> Counter[bytes]:
    rows = line.execute(f'SELECT * FROM "{table}"')  # noqa: S608
    return Counter(sha256(repr(row).encode()).digest() for row in rows)


def _sum(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
