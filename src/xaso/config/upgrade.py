"""New tables without losing the way back: on SQLite a copy is kept first, and all changes are one
transaction, so that a plug pulled in the middle leaves the database as it was.

On PostgreSQL each migration is a transaction of its own, and the way back is the site's own backup.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from xaso.lib.dates import TZ

FOLDER = "truoc-nang-cap"
KEPT_COPIES = 3
SIDE_FILES = ("-wal", "-shm", "-journal")


class NoRoom(Exception):
    """The disk cannot hold the copy, so nothing was changed."""

    def __init__(self, wanted_bytes: int) -> None:
        super().__init__()
        self.wanted_mb = wanted_bytes // 1_000_000 + 1


class Busy(Exception):
    """A server is still at work on the database."""


def bring_up_to_date(migrate: Callable[[], object]) -> Path | None:
    """Runs `migrate` when there is something to migrate; the copy that was kept, if one was."""
    if connection.vendor != "sqlite":
        migrate()
        return None
    if not _has_changes():
        return None
    copy = _keep_copy() if connection.introspection.table_names() else None
    _in_one_go(migrate)
    if copy:
        sys.stderr.write(f"Đã nâng cấp dữ liệu. Bản trước khi nâng cấp: {copy}\n")
    return copy


def copies() -> list[Path]:
    """The newest last."""
    return sorted(_folder().glob("*.sqlite3"))


def put_back(copy: Path) -> Path:
    """The database of before the upgrade takes the place of the one of now, which is kept aside.

    Nobody may be at work: a server would go on writing into the file that was moved away.
    """
    database = _database()
    aside = _folder() / f"sau-nang-cap-{_moment()}.sqlite3.giu"
    _must_be_quiet(database)
    _copy(database, aside)
    fresh = database.with_name(f"{database.name}.moi")
    shutil.copyfile(copy, fresh)
    _sync(fresh)
    for ending in SIDE_FILES:
        database.with_name(database.name + ending).unlink(missing_ok=True)
    fresh.replace(database)
    _sync(database.parent)
    return aside


def _has_changes() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _in_one_go(migrate: Callable[[], object]) -> None:
    """Foreign keys are checked at the end of each migration; SQLite lets them be switched off only
    outside a transaction, and Django insists that they are."""
    connection.disable_constraint_checking()
    try:
        with transaction.atomic():
            # Whoever started at the same moment may have done it while we waited for the lock.
            if _has_changes():
                migrate()
    finally:
        connection.enable_constraint_checking()


def _keep_copy() -> Path:
    database = _database()
    wanted = database.stat().st_size
    _folder().mkdir(mode=0o700, exist_ok=True)
    if shutil.disk_usage(_folder()).free < 2 * wanted:
        raise NoRoom(2 * wanted)
    copy = _folder() / f"truoc-{_moment()}.sqlite3"
    _copy(database, copy)
    for old in copies()[:-KEPT_COPIES]:
        old.unlink()
    return copy


def _copy(database: Path, to: Path) -> None:
    """By SQLite's own backup, so that what waits in the write-ahead log comes along; durable."""
    unfinished = to.with_suffix(".dang-chep")
    unfinished.unlink(missing_ok=True)
    with (
        closing(sqlite3.connect(database)) as source,
        closing(sqlite3.connect(unfinished)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    _sync(unfinished)
    unfinished.replace(to)
    _sync(to.parent)


def _must_be_quiet(database: Path) -> None:
    """Closing down the write-ahead log takes the whole database for oneself."""
    with closing(sqlite3.connect(database, timeout=1)) as line:
        try:
            line.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            raise Busy from error


def _database() -> Path:
    return Path(settings.DATABASES["default"]["NAME"])


def _folder() -> Path:
    return _database().parent / FOLDER


def _moment() -> str:
    return datetime.now(TZ).strftime("%Y%m%d-%H%M%S-%f")


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
