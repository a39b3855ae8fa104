"""Whoever knows the public key can lock a file of his own: nothing in it is believed."""

import errno
import gzip
import json
import pickle
import sqlite3
import tomllib
from base64 import b64encode
from contextlib import closing, nullcontext
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import connection

from conftest import MORNING
from tests.core.backups import bring_back, files_in, locked, parts_of, with_rows
from xaso.core.backup import unpack as unpacking
from xaso.core.backup.keys import ensure_key
from xaso.core.backup.manifest import FULL
from xaso.core.backup.refusals import BackupBroken, BackupRefused
from xaso.core.backup.restore import check
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


@pytest.mark.parametrize(
    ("table", "column"),
    [('x"; DROP TABLE people_account; --', "id"), ("units_x", 'id"; DROP TABLE people_account')],
)
def test_names_of_tables_in_a_forged_backup_never_become_sql(place, tmp_path, table, column):
    plain = {"rows": 0, "columns": ["id"], "sha256": sha256(b"").hexdigest()}
    odd = {**plain, "columns": [column]}

    for tables, is_refused in (({"units_x": plain}, False), ({table: odd}, True)):
        forged = with_tables(tmp_path / "forged.xaso", place, tables)
        with pytest.raises(BackupBroken) if is_refused else nullcontext():
            unpack(forged, ensure_key(place).identity, tmp_path)


def test_a_little_that_unpacks_to_very_much_stops_before_the_disk_is_full(
    full, place, tmp_path, monkeypatch
):
    parts = parts_of(full.path, ensure_key(place))
    parts["xaso.sqlite3.gz"] = gzip.compress(bytes(3 * unpacking.SEEN_TO_EVERY), 1)
    forged = locked(tmp_path / "forged.xaso", parts, ensure_key(place))
    monkeypatch.setattr(unpacking, "free_bytes", lambda _: 0)

    with pytest.raises(BackupRefused, match="không đủ chỗ"):
        check(forged, tmp_path, data_dir=place)

    written = sum(path.stat().st_size for path in tmp_path.glob("xaso.sqlite3"))
    assert written <= unpacking.SEEN_TO_EVERY


def test_a_backup_the_stick_does_not_give_is_said_in_words(full, place, tmp_path, monkeypatch):
    line = ensure_key(place).line

    def refuse(*_given, **_more):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "open", refuse)

    with pytest.raises(BackupRefused, match="Không đọc được tệp"):
        check(full.path, tmp_path, line, data_dir=place)


def with_tables(file, place, tables):
    manifest = {"tables": tables, "files": {}, "state": {}, "heads": [], "damaged": []}
    about = {"made_at": "2026-11-24T08:00:00+07:00", "kind": FULL, "database": "postgresql"}
    parts = {
        "about.json": {**about, "migrations": [], "base": None, "program": "1.0", "format": 1},
        "manifest.json": {**manifest, "database_sha256": ""},
    }
    content = {name: json.dumps(part).encode() for name, part in parts.items()}
    names = [name for name in tables if "/" not in name]
    content |= {f"tables/{name}.copy.gz": gzip.compress(b"") for name in names}
    return locked(file, content, ensure_key(place))


@on_sqlite
def test_what_a_forged_backup_put_into_the_cache_is_never_read(full, place, tmp_path):
    """Django opens what lies in its cache with pickle, which runs what it is told."""
    statement = f"INSERT INTO xaso_cache VALUES ('a', '{evil()}', '2099-01-01')"  # noqa: S608
    forged = with_rows(full, tmp_path, place, statement)

    code, _answer = bring_back(tmp_path / "new", forged, key=place)

    with closing(sqlite3.connect(tmp_path / "new" / "xaso.sqlite3")) as line:
        kept = line.execute("SELECT value FROM xaso_cache").fetchall()
    assert (code, kept) == (0, [])


@on_sqlite
def test_a_forged_backup_whose_tables_act_by_themselves_is_refused(full, place, tmp_path):
    forged = with_rows(
        full,
        tmp_path,
        place,
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


def evil():
    return b64encode(pickle.dumps({"ran": True})).decode()
