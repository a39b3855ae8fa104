"""Backups of PostgreSQL: back into PostgreSQL, down to SQLite on a commune's PC, and up again."""

import os
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection

from conftest import MORNING
from tests.core.backups import bring_back, files_in, keep, rows_in, xaso
from xaso.core.backup.manifest import POSTGRESQL
from xaso.core.backup.snapshot import make
from xaso.core.events.models import Event
from xaso.core.files.models import StoredFile
from xaso.core.postgres.context import every_commune
from xaso.core.units.actions import add_village
from xaso.core.units.models import Commune, Village

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ODD = "Thôn \\ có \t dấu 'lạ'\nvà NUL: \\0 \\N"


@pytest.fixture
def full(trung, place):
    keep(trung, b"%PDF-1.7 so hoa", MORNING)
    add_village(actor=trung, name="Mẫu Sơn", kind="thon", household_count=120)
    village = add_village(actor=trung, name="Nà Mẫu", kind="ban")
    Village.objects.filter(pk=village.pk).update(former_unit=ODD)
    return make(at=MORNING)


@contextmanager
def empty_database(name):
    """The address of a database of this server with no table in it."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield parts._replace(path=f"/{name}").geturl()
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def rows_at(url):
    import psycopg

    with psycopg.connect(url) as line:
        line.execute("SELECT set_config('xaso.xa', '*', false)")
        names = line.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        ).fetchall()
        return {
            name: sorted(line.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)  # noqa: S608
            for (name,) in names
        }


UNCHANGED = (
    "units_village",
    "units_commune",
    "files_storedfile",
    "people_account",
    "law_legalrule",
)


def test_a_backup_of_postgresql_comes_back_in_postgresql(full, place, tmp_path):
    here = connection.settings_dict["NAME"]
    with empty_database("xaso_back") as url:
        code, answer = bring_back(tmp_path / "new", full.path, key=place, url=url)
        back = rows_at(url)
        now = rows_at(url.replace("/xaso_back", f"/{here}"))
        code_verify, verified = xaso(tmp_path / "new", "events", "verify", url=url)

    assert (code, answer["rows"], answer["files"]) == (0, full.rows, 1)
    assert {name: back[name] for name in UNCHANGED} == {name: now[name] for name in UNCHANGED}
    assert (code_verify, verified["checked"]) == (0, 3)
    assert files_in(tmp_path / "new" / "files") == files_in(place / "files")


def test_new_rows_after_a_restore_get_numbers_of_their_own(full, place, tmp_path):
    with empty_database("xaso_numbers") as url:
        bring_back(tmp_path / "new", full.path, key=place, url=url)
        ids = [row[0] for row in rows_at(url)["events_event"]]

    assert len(set(ids)) == 3  # two of before, and the restore itself


def test_a_database_with_tables_is_refused(full, place, tmp_path):
    here = connection.settings_dict["NAME"]
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{here}").geturl()
    before = Village.objects.count()

    code, answer = bring_back(tmp_path / "new", full.path, key=place, url=url)

    assert (code, answer["error"]["code"]) == (2, "not_empty")
    assert Village.objects.count() == before
    assert not (tmp_path / "new").exists()


def test_a_commune_takes_its_data_from_the_province_to_its_own_pc(full, place, tmp_path):
    code, answer = bring_back(tmp_path / "pc", full.path, key=place)
    code_verify, verified = xaso(tmp_path / "pc", "events", "verify")
    rows = rows_in(tmp_path / "pc" / "xaso.sqlite3")

    assert (code, answer["rows"], answer["files"]) == (0, full.rows, 1)
    assert (code_verify, verified["checked"]) == (0, 3)
    assert ODD in {value for row in rows["units_village"] for value in row}
    assert len(rows["units_commune"]) == Commune.objects.count()


def test_and_back_again_with_every_row(full, place, tmp_path):
    bring_back(tmp_path / "pc", full.path, key=place)
    _code, made = xaso(tmp_path / "pc", "backup", "--to", str(tmp_path / "usb"))
    here = connection.settings_dict["NAME"]

    with empty_database("xaso_again") as url:
        code, answer = bring_back(tmp_path / "server", made["path"], key=tmp_path / "pc", url=url)
        back = rows_at(url)
        now = rows_at(url.replace("/xaso_again", f"/{here}"))
        code_verify, verified = xaso(tmp_path / "server", "events", "verify", url=url)

    assert (code, answer["rows"]) == (0, made["rows"])
    assert {name: back[name] for name in UNCHANGED} == {name: now[name] for name in UNCHANGED}
    assert (code_verify, verified["checked"]) == (0, 4)


def test_a_broken_backup_leaves_the_database_empty(full, place, tmp_path):
    content = bytearray(full.path.read_bytes())
    content[-100] ^= 1
    spoilt = tmp_path / full.name
    spoilt.write_bytes(content)

    with empty_database("xaso_empty") as url:
        code, answer = bring_back(tmp_path / "new", spoilt, key=place, url=url)
        left = rows_at(url)

    assert (code, answer["ok"]) == (1, False)
    assert left == {}


def test_rows_of_every_commune_are_in_it_whoever_asks(full, place, ta_van, person):
    sua = person("Sua", ta_van, "quan_tri")
    add_village(actor=sua, name="Giàng Tả Chải", kind="thon")

    made = make(at=MORNING + timedelta(minutes=5))

    with every_commune():
        assert made.rows > full.rows
        assert Event.objects.count() == 3
        assert StoredFile.objects.count() == made.files
    assert connection.vendor == POSTGRESQL
