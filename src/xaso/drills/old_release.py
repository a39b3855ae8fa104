"""The databases of past releases: kept as packed SQL text, put back into a data folder."""

from __future__ import annotations

import lzma
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from .ground import Ground

HERE = Path(__file__).parent / "releases"
ENDING = ".sql.xz"
MADE_ANEW = {"django_session", "django_migrations", "xaso_cache", "django_content_type",
             "auth_permission"}  # fmt: skip
"""Tables whose rows may come and go with an upgrade."""
Keys = dict[str, set[tuple[object, ...]]]


def releases() -> dict[str, Path]:
    return {path.name.removesuffix(ENDING): path for path in sorted(HERE.glob(f"*{ENDING}"))}


def put(release: Path, place: Ground) -> None:
    place.data_dir.mkdir(parents=True)
    with closing(sqlite3.connect(place.database)) as line:
        line.executescript(lzma.decompress(release.read_bytes()).decode())


def keep(version: str, place: Ground) -> Path:
    """The database of `place` becomes the one of that release."""
    path = HERE / f"{version}{ENDING}"
    packed = lzma.compress(text_of(place.database).encode(), preset=9 | lzma.PRESET_EXTREME)
    path.write_bytes(packed)
    return path


def text_of(database: Path) -> str:
    with closing(sqlite3.connect(database)) as line:
        return "\n".join(line.iterdump())


def keys_of(database: Path) -> Keys:
    """The primary keys of every row people know of, by table."""
    with closing(sqlite3.connect(database)) as line:
        found = line.execute("select name from sqlite_master where type = 'table'").fetchall()
        names = {name for (name,) in found if not name.startswith("sqlite_")} - MADE_ANEW
        return {name: _keys(line, name) for name in names}


def gone(before: Keys, after: Keys) -> Iterable[str]:
    """Rows of before that are not there any more."""
    for table, keys in before.items():
        missing = keys - after.get(table, set())
        if missing:
            yield f"{len(missing)} rows of {table} are gone"


def _keys(line: sqlite3.Connection, table: str) -> set[tuple[object, ...]]:
    columns = line.execute(f'pragma table_info("{table}")').fetchall()
    of_key = [f'"{column[1]}"' for column in columns if column[5]] or ["rowid"]
    return set(line.execute(f'select {", ".join(of_key)} from "{table}"'))  # noqa: S608
