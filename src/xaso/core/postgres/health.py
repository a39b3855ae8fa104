"""Does the database really keep communes apart? For the doctor and for tests."""

from __future__ import annotations

from django.apps import apps
from django.db import connection

from .operations import OWN
from .tables import kept_in_migrations

GUARDED = """
SELECT relname FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid AND polname = %s
WHERE relrowsecurity AND relforcerowsecurity AND relnamespace = current_schema()::regnamespace
"""
ABOVE = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"


def is_above_row_security() -> bool:
    """A superuser, or a role with BYPASSRLS: the database would keep nothing from it."""
    with connection.cursor() as cursor:
        cursor.execute(ABOVE)
        return bool(cursor.fetchone()[0])


def open_tables() -> list[str]:
    """Tables that a migration keeps to communes and the database does not."""
    with connection.cursor() as cursor:
        cursor.execute(GUARDED, [OWN])
        guarded = {row[0] for row in cursor.fetchall()}
    wanted = {apps.get_model(*key)._meta.db_table for key in kept_in_migrations()}
    return sorted(wanted - guarded)
