"""SQLite while people write: its own backup interface gives one moment, and the copy is checked."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.db import connections
from django.db.utils import DEFAULT_DB_ALIAS
from django.utils.translation import gettext as _

from .archive import PIECE_BYTES, file_sha256
from .manifest import SQLITE, Table
from .misread import as_written
from .refusals import BackupRefused, broken
from .taken import Part, Reader, Taken, taken_from

PART = "xaso.sqlite3.gz"
FILE = "xaso.sqlite3"
PLAIN = ("CREATE TABLE ", "CREATE INDEX ", "CREATE UNIQUE INDEX ")
LOCKED_FOR_S = 60.0


def take_sqlite(scratch: Path) -> Taken:
    copy = scratch / FILE
    _copy(copy)
    with closing(sqlite3.connect(copy)) as line:
        line.execute("PRAGMA journal_mode=DELETE")
        must_be_whole(line)
        names = table_names(line)
        tables = {name: Table(_count(line, name)) for name in names}
        read: Reader = lambda sql: line.execute(sql).fetchall()  # noqa: E731
        rest = taken_from(read)
    packed = scratch / PART
    digest = file_sha256(copy)
    _pack(copy, packed)
    copy.unlink()
    parts = [Part(PART, packed)]
    return Taken(SQLITE, tables, parts, database_sha256=digest, **rest)


def table_names(line: sqlite3.Connection) -> list[str]:
    rows = line.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
    )
    return [name for (name,) in rows]


def check_sqlite(database: Path, tables: dict[str, Table]) -> None:
    """Whole, and every table with as many rows as were counted when the backup was made."""
    with as_written(), closing(sqlite3.connect(database)) as line:
        if wrong_in(line):
            raise broken()
        _must_hold_rows_alone(line)
        found = {name: _count(line, name) for name in table_names(line)}
    if found != {name: table.rows for name, table in tables.items()}:
        raise broken()


def _must_hold_rows_alone(line: sqlite3.Connection) -> None:
    """Ours has tables and indexes. A trigger, a view or a virtual table would act by itself."""
    made = line.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    if not all(str(words).startswith(PLAIN) for (words,) in made):
        raise broken()


def wrong_in(line: sqlite3.Connection) -> str:
    """What SQLite says is damaged; empty when nothing is."""
    try:
        said = str(line.execute("PRAGMA integrity_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        said = str(error)
    return "" if said == "ok" else said


def must_be_whole(line: sqlite3.Connection) -> None:
    if said := wrong_in(line):
        raise BackupRefused(
            "database_damaged",
            _(
                "Cơ sở dữ liệu có chỗ hỏng (%(said)s). Giữ nguyên máy, khôi phục từ bản sao lưu tốt."
            )
            % {"said": said},
        )


def _copy(place: Path) -> None:
    """A line of its own, so that nobody's transaction is seen half."""
    wrapper = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        wrapper.ensure_connection()
        with closing(sqlite3.connect(place)) as target:
            wrapper.connection.backup(target, progress=_for_a_while())
        # What is in the copy may leave the log; writers are not held up.
        wrapper.connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    finally:
        wrapper.close()


def _for_a_while() -> Callable[[int, int, int], None]:
    """The copy itself would wait for a locked database for ever, and all other work behind it."""
    until = time.monotonic() + LOCKED_FOR_S

    def look(status: int, _left: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise BackupRefused(
                "database_locked",
                _(
                    "Cơ sở dữ liệu đang bị một chương trình khác giữ. Tắt chương trình đó rồi làm lại."
                ),
            )

    return look


def _count(line: sqlite3.Connection, table: str) -> int:
    return int(line.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608


def _pack(source: Path, target: Path) -> None:
    with (
        source.open("rb") as plain,
        target.open("wb") as file,
        gzip.GzipFile("", "wb", 3, file, mtime=0) as packed,
    ):
        shutil.copyfileobj(plain, packed, PIECE_BYTES)
