"""After the parts are there: rows loaded and counted, tables brought up to date, the chain walked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from xaso.core.events.chain import Anchor, anchor_from, verify_chains
from xaso.core.events.models import ChainHead
from xaso.core.postgres.context import every_commune
from xaso.core.rights.actor import system_actor
from xaso.core.sync.epochs import begin_epoch_after_restore
from xaso.core.units.models import Commune

from . import convert
from .actions import note_restored
from .folders import DATABASE
from .manifest import POSTGRESQL, SQLITE, About, too_new
from .postgres import load_postgres
from .refusals import broken
from .sqlite import check_sqlite
from .unpack import Unpacked


@dataclass(frozen=True)
class Older:
    commune: str
    events_missing: int
    """How many events the saved anchor counts that this backup does not hold."""


def check_rows(folder: Path, unpacked: Unpacked) -> None:
    """What can be seen without loading: packed tables were compared by their sums already."""
    if unpacked.about.database == SQLITE:
        check_sqlite(folder / DATABASE, unpacked.manifest.tables)


def load_rows(folder: Path, unpacked: Unpacked) -> None:
    """Into the database of the settings, of the same kind or of the other."""
    about, tables = unpacked.about, unpacked.manifest.tables
    check_rows(folder, unpacked)
    must_know(about)
    kinds = (about.database, connection.vendor)
    if kinds == (SQLITE, SQLITE):
        _forget_cache()
    elif kinds == (SQLITE, POSTGRESQL):
        convert.sqlite_into_postgres(folder / DATABASE)
    elif kinds == (POSTGRESQL, POSTGRESQL):
        migrate_to(about)
        load_postgres(folder, tables)
    elif kinds == (POSTGRESQL, SQLITE):
        migrate_to(about)
        convert.copies_into_sqlite(folder, tables, migrations_of(about))
    for packed in folder.glob("*.copy.gz"):
        packed.unlink()


def settle(name: str, unpacked: Unpacked, anchors: Sequence[Anchor], at: datetime) -> list[Older]:
    """Ends all sessions and records that this was a restore. Raises BackupRefused when the chain is not whole."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    with every_commune():
        _checked, wrong = verify_chains(map(anchor_from, unpacked.manifest.heads))
        if wrong is not None:
            raise broken()
        older = _older(anchors)
        Session.objects.all().delete()
        for commune in Commune.objects.filter(opened_at__isnull=False):
            begin_epoch_after_restore(commune, at)
            note_restored(
                actor=system_actor(commune), name=name, made_at=unpacked.about.made_at, at=at
            )
    return older


def _forget_cache() -> None:
    """Django opens what lies there with pickle, which runs what it is told; nobody needs it back."""
    with connection.cursor() as cursor:
        cursor.execute('DROP TABLE IF EXISTS "xaso_cache"')


def must_know(about: About) -> None:
    """A backup of a newer program has tables this one does not know."""
    known = set(MigrationLoader(None).disk_migrations)
    if not {(app, name) for app, name in about.migrations} <= known:
        raise too_new(about.program)


def migrate_to(about: About) -> None:
    """The tables as they were when the backup was made."""
    executor = MigrationExecutor(connection)
    executor.migrate(migrations_of(about))


def migrations_of(about: About) -> list[tuple[str, str]]:
    """The last one of each app: naming an earlier one would mean going back to it."""
    applied = {(app, name) for app, name in about.migrations}
    graph = MigrationLoader(None).graph
    return sorted(
        key
        for key in applied
        if not any(
            child.key in applied
            for child in graph.node_map[key].children
            if child.key[0] == key[0]
        )
    )


def _older(anchors: Sequence[Anchor]) -> list[Older]:
    newest: dict[str, int] = defaultdict(int)
    for anchor in anchors:
        newest[anchor.commune] = max(newest[anchor.commune], anchor.number)
    held = dict(ChainHead.objects.values_list("commune_id", "number"))
    return [
        Older(commune, number - held.get(commune, 0))
        for commune, number in sorted(newest.items())
        if number > held.get(commune, 0)
    ]
