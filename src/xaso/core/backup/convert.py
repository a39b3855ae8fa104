"""From one kind of database to the other: a commune moves to the province's server, or back to its own PC."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DEFAULT_DB_ALIAS

from xaso.core.postgres.context import every_commune

from .manifest import Table
from .postgres import ENDING, after_loading, empty_tables
from .refusals import broken

ALIAS = "backup"
AT_ONCE = 500
KEPT_BY_ITSELF = {"django_migrations", "xaso_cache"}
UNESCAPED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def sqlite_into_postgres(database: Path) -> None:
    """Both are brought to the newest tables, then each model's rows go over as they are."""
    settings = {
        **connections.databases[DEFAULT_DB_ALIAS],
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(database),
        "OPTIONS": {"transaction_mode": "IMMEDIATE"},
    }
    connections.databases[ALIAS] = settings
    try:
        call_command("migrate", database=ALIAS, interactive=False, verbosity=0)
        call_command("migrate", interactive=False, verbosity=0)
        with transaction.atomic(), every_commune():
            empty_tables(KEPT_BY_ITSELF)
            for model in _models(apps):
                _carry(model)
            after_loading()
        connections[ALIAS].close()
    finally:
        del connections.databases[ALIAS]
    database.unlink()


def copies_into_sqlite(
    folder: Path, tables: dict[str, Table], migrations: list[tuple[str, str]]
) -> None:
    """Each value as PostgreSQL wrote it is read by the field it belonged to at that time."""
    then = MigrationExecutor(connection).loader.project_state(migrations).apps
    known = {model._meta.db_table: model for model in _models(then)}
    with connection.constraint_checks_disabled(), transaction.atomic():
        for name, table in tables.items():
            if name in known:
                _fill(known[name], table, folder / f"{name}{ENDING}")


def _models(registry: Any) -> Iterator[type[models.Model]]:
    for model in registry.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model


def _carry(model: type[models.Model]) -> None:
    rows = model._base_manager.using(ALIAS).order_by("pk").iterator(AT_ONCE)
    count = 0
    for some in _in_batches(rows):
        count += len(model._base_manager.bulk_create(some))
    if count != model._base_manager.using(ALIAS).count():
        raise broken()


def _fill(model: type[models.Model], table: Table, packed: Path) -> None:
    fields = [_field_of(model, column) for column in table.columns]
    marks = ", ".join(["%s"] * len(fields))
    columns = ", ".join(f'"{column}"' for column in table.columns)
    sql = f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({marks})'  # noqa: S608
    count = 0
    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{model._meta.db_table}"')  # noqa: S608
        for some in _in_batches(_rows(packed, fields)):
            cursor.executemany(sql, some)
            count += len(some)
    if count != table.rows:
        raise broken()


def _field_of(model: type[models.Model], column: str) -> Any:
    found = [field for field in model._meta.concrete_fields if field.column == column]
    if not found:
        raise broken()
    return found[0]


def _rows(packed: Path, fields: Sequence[Any]) -> Iterator[list[Any]]:
    with gzip.open(packed, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            texts = line.removesuffix("\n").split("\t")
            yield [_value(field, text) for field, text in zip(fields, texts, strict=True)]


def _value(field: Any, text: str) -> Any:
    if text == r"\N":
        return None
    plain = _unescaped(text)
    target = field.target_field if field.is_relation else field
    if isinstance(target, models.JSONField):
        return target.get_db_prep_save(json.loads(plain), connection)
    if isinstance(target, models.BinaryField):
        return bytes.fromhex(plain.removeprefix("\\x"))
    return target.get_db_prep_save(target.to_python(plain), connection)


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    signs, rest = [], iter(text)
    for sign in rest:
        if sign == "\\":
            following = next(rest, "")
            signs.append(UNESCAPED.get(following, following))
        else:
            signs.append(sign)
    return "".join(signs)


def _in_batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    some: list[Any] = []
    for row in rows:
        some.append(row)
        if len(some) == AT_ONCE:
            yield some
            some = []
    if some:
        yield some
