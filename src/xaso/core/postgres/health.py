"""Does the database really keep communes apart? For the doctor and for tests."""

from __future__ import annotations

from collections.abc import Sequence

from django.apps import apps
from django.db import connection
from django.utils.translation import gettext as _

from .context import is_guarded
from .operations import OWN
from .tables import kept_in_migrations

GUARDED = """
SELECT relname FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid AND polname = %s
WHERE relrowsecurity AND relforcerowsecurity AND relnamespace = 'public'::regnamespace
"""
ABOVE = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"


def row_security_faults() -> Sequence[str]:
    """Sentences for the person who looks after the machine; empty when all is well, and on SQLite."""
    if not is_guarded():
        return []
    faults = []
    if is_above_row_security():
        faults.append(
            _(
                "Phần mềm đang nối cơ sở dữ liệu bằng vai trò quản trị (superuser hoặc BYPASSRLS), "
                "nên dữ liệu các xã không được tách. Đổi DATABASE_URL sang vai trò thường."
            )
        )
    if open_tables():
        faults.append(
            _("Các bảng chưa được tách theo xã: %(tables)s. Chạy lại xaso prepare.")
            % {"tables": ", ".join(open_tables())}
        )
    return faults


def is_above_row_security() -> bool:
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
