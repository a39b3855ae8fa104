"""Rows that no table of ours takes, in a file whose sums all fit: refused in words, and nothing is left."""

import gzip
import json
import os
import subprocess
import sys

import pytest
from django.db import connection, transaction

from tests.core.backups import KEY_FILE, with_rows
from xaso.core.backup import convert
from xaso.core.backup.manifest import Table
from xaso.core.backup.refusals import BackupBroken
from xaso.core.backup.restore import as_loaded
from xaso.core.events.models import ChainHead, Event

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="forges a file of SQLite"),
]
ONE_AFTER_THE_OTHER = """
import os, sys
from xaso.config.cli import main
home, key, *files = sys.argv[1:]
for file in files:
    os.environ["XASO_DATA_DIR"] = home
    code = main(["restore", file, "--key", key, "--json"])
    print(f'{{"code": {code}, "left": {int(os.path.exists(home))}}}')
"""
SQL = [
    "DROP TABLE django_session",
    "ALTER TABLE events_event RENAME COLUMN hash TO was_hash",
    "DELETE FROM django_migrations",
    "DELETE FROM django_migrations WHERE app = 'units' AND name LIKE '0001%'",
    "UPDATE events_event SET data = 'không phải JSON'",
    "UPDATE events_event SET recorded_at = 'hôm qua'",
    "UPDATE events_chainhead SET hash = 'a'",
    "UPDATE units_commune SET opened_at = x'00ff' WHERE opened_at IS NOT NULL",
]
COLUMNS = ["commune_id", "number", "hash"]
COPIES = [
    (ChainHead, COLUMNS, b"x\n"),
    (ChainHead, COLUMNS, b"02923\t1\n"),
    (ChainHead, COLUMNS, b"02923\tba\ta\n"),
    (ChainHead, COLUMNS, b"\xff\xfe\t1\ta\n"),
    (ChainHead, COLUMNS, b"\\N\t\\N\t\\N\n"),
    (ChainHead, COLUMNS, b"02923\t1\ta\n03037\t1\ta\n"),
    (ChainHead, [*COLUMNS, "nothing_of_ours"], b"02923\t1\ta\tb\n"),
    (Event, ["data"], b"{\n"),
    (Event, ["recorded_at"], b"2026-13-45\n"),
    (Event, ["recorded_at"], b"tomorrow\\\n"),
]


@pytest.fixture
def come_back(place, tmp_path):
    """Restores each file in turn, in one process, and gives what was said of each."""

    def restore(files):
        ours = ("XASO_", "DATABASE_")
        env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                ONE_AFTER_THE_OTHER,
                tmp_path / "new",
                place / KEY_FILE,
                *files,
            ],
            env={**env, "XASO_STATIC": "plain"},
            capture_output=True,
            text=True,
            check=False,
        )
        said = [json.loads(line) for line in done.stdout.splitlines()]
        assert len(said) == 2 * len(files), done.stderr[-2000:]
        return list(zip(said[::2], said[1::2], strict=True))

    return restore


def test_tables_that_are_not_ours_any_more(full, place, tmp_path, come_back):
    files = []
    for number, statement in enumerate(SQL):
        forged = with_rows(full, tmp_path, place, statement)
        files.append(forged.rename(tmp_path / f"{number}.xaso"))

    for statement, (answer, after) in zip(SQL, come_back(files), strict=True):
        if after["code"] == 0:  # what no restore reads is found by the doctor
            assert statement.startswith("UPDATE units_commune"), statement
        else:
            assert (after, answer["error"]["code"]) == ({"code": 1, "left": 0}, "broken"), (
                statement
            )


def test_a_copy_as_postgresql_wrote_it_is_taken(gia_phu, tmp_path):
    packed = tmp_path / "x.copy.gz"
    packed.write_bytes(gzip.compress(b"02923\t1\ta\n"))

    with as_loaded(), transaction.atomic():
        convert._fill(ChainHead, Table(1, COLUMNS), packed)

    assert ChainHead.objects.get().number == 1


@pytest.mark.parametrize(("model", "columns", "rows"), COPIES)
def test_copies_of_another_database_that_fit_no_field(tmp_path, model, columns, rows):
    packed = tmp_path / "x.copy.gz"
    packed.write_bytes(gzip.compress(rows))

    with pytest.raises(BackupBroken), as_loaded(), transaction.atomic():
        convert._fill(model, Table(1, columns), packed)


@pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
def test_copies_whose_packing_is_broken(tmp_path, share):
    packed, content = tmp_path / "x.copy.gz", gzip.compress(b"02923\t1\ta\n" * 1000)
    packed.write_bytes(content[: int(len(content) * share)] + b"\xff" * 9)

    with pytest.raises(BackupBroken), as_loaded(), transaction.atomic():
        convert._fill(ChainHead, Table(1000, COLUMNS), packed)
