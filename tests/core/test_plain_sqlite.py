"""A database file can be looked over by SQLite alone, without this program: backups are."""

import re

import pytest
from django.db import connection

OURS = re.compile(r"\bdjango_\w+\(|\bregexp\b", re.IGNORECASE)
"""Functions Django adds to its own connections."""


@pytest.mark.django_db
def test_no_table_asks_for_a_function_only_this_program_has():
    if connection.vendor != "sqlite":
        pytest.skip("of a file of SQLite")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        found = [name for name, sql in cursor.fetchall() if OURS.search(sql)]

    assert found == []
