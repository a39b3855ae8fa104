"""A backup with one byte changed, again and again: each time it must be noticed."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

HEAD_BYTES = 400
"""Every second try is in the head, where the lock itself stands; else it would hardly be met."""
EDGES = (0, -1)


def unnoticed(backup: Path, secret: bytes, count: int, chance: random.Random) -> list[int]:
    """Positions whose change was not found. The file is as it was afterwards."""
    django.setup()  # asks no database
    missed = []
    size = backup.stat().st_size
    folder = Path(tempfile.mkdtemp(prefix="xaso-drill-spoilt-"))
    try:
        if not _is_noticed(backup, secret, folder / "whole"):
            for position in _positions(size, count, chance):
                with _changed(backup, position):
                    if not _is_noticed(backup, secret, folder / str(position)):
                        missed.append(position)
        else:
            missed.append(-1)  # it does not even open as it is: nothing was tried
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return missed


def _positions(size: int, count: int, chance: random.Random) -> list[int]:
    chosen = [
        chance.randrange(min(HEAD_BYTES, size)) if turn % 2 else chance.randrange(size)
        for turn in range(count - len(EDGES))
    ]
    return [*chosen, *(edge % size for edge in EDGES)]


@contextmanager
def _changed(path: Path, position: int) -> Iterator[None]:
    """One bit is another one while inside."""
    _turn(path, position)
    try:
        yield
    finally:
        _turn(path, position)


def _turn(path: Path, position: int) -> None:
    with path.open("r+b") as file:
        file.seek(position)
        byte = file.read(1)[0]
        file.seek(position)
        file.write(bytes([byte ^ 1]))


def _is_noticed(backup: Path, secret: bytes, scratch: Path) -> bool:
    from xaso.core.backup.keys import BackupKey
    from xaso.core.backup.refusals import BackupRefused
    from xaso.core.backup.sqlite import check_sqlite
    from xaso.core.backup.unpack import unpack

    scratch.mkdir()
    try:
        unpacked = unpack(backup, BackupKey(secret).identity, scratch, keep_files=False)
        check_sqlite(scratch / "xaso.sqlite3", unpacked.manifest.tables)
    except BackupRefused:
        return True
    finally:
        shutil.rmtree(scratch)
    return False
