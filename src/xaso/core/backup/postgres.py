"""PostgreSQL while people write: every table copied inside one read-only moment, by the driver alone."""

from __future__ import annotations

import gzip
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import connection, connections, transaction
from django.db.utils import DEFAULT_DB_ALIAS

from xaso.core.postgres.context import EVERY, SETTING

from .archive import PIECE_BYTES
from .manifest import POSTGRESQL, Table
from .refusals import broken
from .taken import Part, Taken, taken_from

PREFIX, ENDING = "tables/", ".copy.gz"
NOT_TAKEN = {"xaso_cache"}
"""Made anew by itself."""


def take_postgres(scratch: Path) -> Taken:
    with _one_moment() as line:
        tables, parts = {}, []
        for name, columns in _columns(line).items():
            packed = scratch / f"{name}{ENDING}"
            tables[name] = _copy_out(line, name, columns, packed)
            parts.append(Part(f"{PREFIX}{name}{ENDING}", packed))
        rest = taken_from(lambda sql: line.execute(sql).fetchall())
    return Taken(POSTGRESQL, tables, parts, **rest)


def load_postgres(folder: Path, tables: dict[str, Table]) -> None:
    """Into the tables of the same migrations; all of it or nothing. Only their owner can do this."""
    with transaction.atomic():
        empty_tables()
        line = _line()
        guarded = _guarded_tables(line)
        for name in guarded:  # COPY FROM and row-level security do not go together
            line.execute(f'ALTER TABLE "{name}" NO FORCE ROW LEVEL SECURITY')
        for name, table in tables.items():
            _copy_in(line, name, table, folder / f"{name}{ENDING}")
        _check_counts(line, tables)
        after_loading()
        for name in guarded:
            line.execute(f'ALTER TABLE "{name}" FORCE ROW LEVEL SECURITY')


def empty_tables(but: Collection[str] = ()) -> None:
    line = _line()
    names = [f'"{name}"' for name in _columns(line) if name not in but]
    line.execute(f"TRUNCATE {', '.join(names)} CASCADE")


def after_loading() -> None:
    """Keys are checked now, and the next number each table gives is behind the last one it holds."""
    line = _line()
    line.execute("SET CONSTRAINTS ALL IMMEDIATE")
    _move_sequences(line)


def empty_postgres() -> None:
    """Takes back what a restore that failed has made; the database was empty before it."""
    with transaction.atomic(), connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'DROP TABLE "{name}" CASCADE')


def is_empty_postgres() -> bool:
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def _line() -> Any:
    """The connection of the driver, inside the transaction that is open."""
    connection.ensure_connection()
    return connection.connection


@contextmanager
def _one_moment() -> Iterator[Any]:
    """A connection of its own that sees the rows of every commune as they are right now."""
    wrapper = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        wrapper.ensure_connection()
        line: Any = wrapper.connection
        line.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        line.execute("SELECT set_config(%s, %s, true)", (SETTING, EVERY))
        yield line
    finally:
        wrapper.close()


def _columns(line: Any) -> dict[str, list[str]]:
    rows = line.execute(
        "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
        "WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition "
        "AND c.relnamespace = current_schema()::regnamespace "
        "AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' "
        "ORDER BY c.relname, a.attnum"
    )
    found: dict[str, list[str]] = {}
    for table, column in rows:
        if table not in NOT_TAKEN:
            found.setdefault(table, []).append(column)
    return found


def _copy_out(line: Any, name: str, columns: list[str], packed: Path) -> Table:
    """COPY writes one line for each row, and no line break inside a value."""
    digest, rows = sha256(), 0
    with (
        packed.open("wb") as file,
        gzip.GzipFile("", "wb", 3, file, mtime=0) as target,
        line.cursor() as cursor,
        cursor.copy(f'COPY "{name}" ({_quoted(columns)}) TO STDOUT') as copy,
    ):
        for piece in copy:
            content = bytes(piece)
            digest.update(content)
            rows += content.count(b"\n")
            target.write(content)
    return Table(rows, columns, digest.hexdigest())


def _copy_in(line: Any, name: str, table: Table, packed: Path) -> None:
    with (
        gzip.open(packed) as source,
        line.cursor() as cursor,
        cursor.copy(f'COPY "{name}" ({_quoted(table.columns)}) FROM STDIN') as copy,
    ):
        while piece := source.read(PIECE_BYTES):
            copy.write(piece)


def _check_counts(line: Any, tables: dict[str, Table]) -> None:
    for name, table in tables.items():
        (count,) = line.execute(f'SELECT count(*) FROM "{name}"').fetchone()  # noqa: S608
        if count != table.rows:
            raise broken()


def _guarded_tables(line: Any) -> list[str]:
    rows = line.execute(
        "SELECT relname FROM pg_class WHERE relforcerowsecurity "
        "AND relnamespace = current_schema()::regnamespace"
    )
    return [name for (name,) in rows]


def _move_sequences(line: Any) -> None:
    for name, columns in _columns(line).items():
        for column in columns:
            (sequence,) = line.execute(
                "SELECT pg_get_serial_sequence(%s, %s)", (f'"{name}"', column)
            ).fetchone()
            if sequence:
                line.execute(
                    f'SELECT setval(%s, coalesce((SELECT max("{column}") FROM "{name}"), 1))',  # noqa: S608
                    (sequence,),
                )


def _quoted(columns: list[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
