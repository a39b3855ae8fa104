"""Whoever knows the public key can lock a file of his own: nothing in it is believed."""

import gzip
import json
import pickle
import sqlite3
import tomllib
from base64 import b64encode
from contextlib import closing
from hashlib import sha256

import pytest
from django.db import connection

from conftest import MORNING
from tests.core.backups import bring_back, files_in, locked, parts_of
from xaso.core.backup.keys import ensure_key
from xaso.core.backup.manifest import FULL
from xaso.core.backup.refusals import BackupBroken
from xaso.core.backup.snapshot import make
from xaso.core.backup.unpack import unpack

pytestmark = pytest.mark.django_db(transaction=True)


on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="forges a file of SQLite")


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "state/../evil",
        "state/xaso.sqlite3",
        "state/.bashrc",
        "state/checked",
        "state/backup.key",
        "state/backups",
        "state/json.py",
        "files/../../evil",
        "/etc/evil",
        "other/evil",
    ],
)
def test_a_forged_part_is_written_nowhere(place, tmp_path, name):
    (tmp_path / "out").mkdir()
    forged = locked(tmp_path / "forged.xaso", {name: b"evil"}, ensure_key(place))

    with pytest.raises(BackupBroken):
        unpack(forged, ensure_key(place).identity, tmp_path / "out")

    assert files_in(tmp_path / "out") == {}
    assert not list(tmp_path.rglob("evil"))


def test_names_of_tables_in_a_forged_backup_never_become_sql(place, tmp_path):
    table = {'x"; DROP TABLE people_account; --': {"rows": 0, "columns": [], "sha256": ""}}
    manifest = {"tables": table, "files": {}, "state": {}, "heads": []}
    about = {"made_at": "2026-11-24T08:00:00+07:00", "kind": FULL, "database": "postgresql"}
    parts = {"about.json": {**about, "migrations": []}, "manifest.json": manifest}
    content = {name: json.dumps(part).encode() for name, part in parts.items()}
    forged = locked(tmp_path / "forged.xaso", content, ensure_key(place))

    with pytest.raises(BackupBroken):
        unpack(forged, ensure_key(place).identity, tmp_path)


@on_sqlite
def test_what_a_forged_backup_put_into_the_cache_is_never_read(full, place, tmp_path):
    """Django opens what lies in its cache with pickle, which runs what it is told."""
    forged = forge(full, place, tmp_path, "INSERT INTO xaso_cache VALUES ('a', ?, '2099-01-01')")

    code, _answer = bring_back(tmp_path / "new", forged, key=place)

    with closing(sqlite3.connect(tmp_path / "new" / "xaso.sqlite3")) as line:
        kept = line.execute("SELECT value FROM xaso_cache").fetchall()
    assert (code, kept) == (0, [])


@on_sqlite
def test_a_forged_backup_whose_tables_act_by_themselves_is_refused(full, place, tmp_path):
    forged = forge(
        full,
        place,
        tmp_path,
        "CREATE TRIGGER later AFTER INSERT ON events_event BEGIN SELECT 1; END",
    )

    code, answer = bring_back(tmp_path / "new", forged, key=place)

    assert (code, answer["error"]["code"]) == (1, "broken")


def test_however_it_is_written_the_backup_does_not_say_where_the_new_database_is(
    person, gia_phu, place, tmp_path
):
    person("Trung", gia_phu, "quan_tri")
    (place / "xaso.toml").write_text(
        'url = "http://giaphu"\n"database_url" = "postgresql://la/xaso"'
    )
    made = make(at=MORNING)

    code, _answer = bring_back(tmp_path / "new", made.path, key=place)

    assert code == 0
    assert tomllib.loads((tmp_path / "new" / "xaso.toml").read_text()) == {}


def forge(full, place, tmp_path, *statements):
    """The backup with its database changed, locked anew by somebody who has the key."""
    key = ensure_key(place)
    parts = parts_of(full.path, key)
    database = tmp_path / "forged.sqlite3"
    database.write_bytes(gzip.decompress(parts["xaso.sqlite3.gz"]))
    with closing(sqlite3.connect(database)) as line, line:
        for statement in statements:
            line.execute(statement, [evil()] if "?" in statement else [])
    manifest = json.loads(parts["manifest.json"])
    with closing(sqlite3.connect(database)) as line:
        for table, said in manifest["tables"].items():
            said["rows"] = line.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608
    manifest["database_sha256"] = sha256(database.read_bytes()).hexdigest()
    parts["xaso.sqlite3.gz"] = gzip.compress(database.read_bytes())
    parts["manifest.json"] = json.dumps(manifest).encode()
    return locked(tmp_path / "forged.xaso", parts, key)


def evil():
    return b64encode(pickle.dumps({"ran": True})).decode()
