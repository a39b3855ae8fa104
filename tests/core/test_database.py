"""What the promises about lost power stand on, asked of a live connection."""

import pytest
from django.conf import settings
from django.db import connection
from django.db.utils import ConnectionHandler

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="SQLite settings; PostgreSQL has its own"
)

PROMISED = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": 20_000,
    "journal_size_limit": 67_108_864,
}


@pytest.fixture
def live(db, tmp_path):
    database = settings.DATABASES["default"] | {"NAME": tmp_path / "live.sqlite3"}
    handler = ConnectionHandler({"default": database})
    yield handler["default"]
    handler["default"].close()


@pytest.mark.parametrize(("pragma", "value"), PROMISED.items())
def test_the_database_keeps_its_promises(live, pragma, value):
    with live.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        [told] = cursor.fetchone()

    assert told == value


def test_a_transaction_takes_the_write_lock_at_once(live):
    assert live.get_connection_params()["timeout"] == 20
    assert live.transaction_mode == "IMMEDIATE"
