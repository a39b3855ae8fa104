"""A stick somebody prepared, a backup somebody forged: neither writes elsewhere nor runs anything."""

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
from tests.core.backups import KEY_FILE, xaso
from xaso.core.backup import places
from xaso.core.backup.archive import Member, read_archive, write_archive
from xaso.core.backup.keys import ensure_key
from xaso.core.backup.snapshot import make

pytestmark = pytest.mark.django_db(transaction=True)
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="forges a file of SQLite")


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    settings.STORAGE_DIR = tmp_path / "data" / "files"
    settings.DATA_DIR.mkdir()
    (settings.DATA_DIR / "anchors.jsonl").write_text("{}\n")
    return settings.DATA_DIR


@pytest.fixture
def full(person, gia_phu):
    person("Trung", gia_phu, "quan_tri")
    return make(at=MORNING)


@pytest.fixture
def usb(tmp_path, settings):
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    settings.XASO_BACKUP_TO = str(folder)
    return folder


@pytest.mark.parametrize("name", ["anchors.jsonl", "{full}.sha256"])
def test_a_shortcut_on_the_stick_leads_the_copy_nowhere_else(full, usb, place, name):
    victim = place / "secret_key"
    victim.write_text("bi-mat")
    (usb / "xaso-sao-luu").mkdir()
    (usb / "xaso-sao-luu" / name.format(full=full.name)).symlink_to(victim)

    second = places.copy_to_second(MORNING)

    assert victim.read_text() == "bi-mat"
    assert second.copied_at == MORNING


def test_a_folder_on_the_stick_that_is_a_shortcut_is_refused_with_a_sentence(full, usb, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (usb / "xaso-sao-luu").symlink_to(elsewhere)

    second = places.copy_to_second(MORNING)

    assert "lối tắt" in second.trouble
    assert not list(elsewhere.iterdir())


@on_sqlite
def test_what_a_forged_backup_put_into_the_cache_is_never_read(full, place, tmp_path):
    """Django opens what lies in its cache with pickle, which runs what it is told."""
    forged = forge(full, place, tmp_path, "INSERT INTO xaso_cache VALUES ('a', ?, '2099-01-01')")

    code, _answer = xaso(tmp_path / "new", "restore", str(forged), "--key", str(place / KEY_FILE))

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

    code, answer = xaso(tmp_path / "new", "restore", str(forged), "--key", str(place / KEY_FILE))

    assert (code, answer["error"]["code"]) == (1, "broken")


def test_however_it_is_written_the_backup_does_not_say_where_the_new_database_is(
    person, gia_phu, place, tmp_path
):
    person("Trung", gia_phu, "quan_tri")
    (place / "xaso.toml").write_text(
        'url = "http://giaphu"\n"database_url" = "postgresql://la/xaso"'
    )
    made = make(at=MORNING)

    code, _answer = xaso(
        tmp_path / "new", "restore", str(made.path), "--key", str(place / KEY_FILE)
    )

    assert code == 0
    assert tomllib.loads((tmp_path / "new" / "xaso.toml").read_text()) == {}


def forge(full, place, tmp_path, *statements):
    """The backup with its database changed, locked anew by somebody who has the key."""
    key, parts = ensure_key(place), {}
    read_archive(
        full.path, key.identity, lambda head, file: parts.update({head.name: file.read()})
    )
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
    members = [Member(name, len(content), (content,)) for name, content in parts.items()]
    write_archive(tmp_path / "forged.xaso", members, key.recipient)
    return tmp_path / "forged.xaso"


def evil():
    return b64encode(pickle.dumps({"ran": True})).decode()
