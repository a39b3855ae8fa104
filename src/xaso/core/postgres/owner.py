"""The role that owns the tables, for the moments in which tables change; pages never use it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from .context import EVERY, SETTING, is_guarded

GRANTS = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
)


class PoolInBetween(Exception):
    """The server did not hear that migrations see every commune; they would miss rows."""


@contextmanager
def as_owner() -> Iterator[None]:
    """By `DATABASE_OWNER_URL` where there is one, else by the role of the pages. Migrations fill and
    mend rows of every commune, so the connection says so from its first moment."""
    of_pages = connections["default"]
    if not is_guarded() or connection.in_atomic_block or _only_serves(of_pages):
        yield
        return
    connections["default"] = _owner_of(of_pages)
    try:
        _check_it_sees_all()
        yield
        _let_pages_in(of_pages.settings_dict["USER"])
    finally:
        connections["default"].close()
        connections["default"] = of_pages


def _only_serves(of_pages: BaseDatabaseWrapper) -> bool:
    """Behind a pool and without an owner: the tables are somebody else's care."""
    return not settings.DATABASE_OWNER and of_pages.settings_dict["DISABLE_SERVER_SIDE_CURSORS"]


def _owner_of(of_pages: BaseDatabaseWrapper) -> BaseDatabaseWrapper:
    known: dict[str, Any] = {**of_pages.settings_dict, **settings.DATABASE_OWNER}
    known["NAME"] = of_pages.settings_dict["NAME"]
    started = f"{known['OPTIONS'].get('options', '')} -c {SETTING}={EVERY}".strip()
    known["OPTIONS"] = {**known["OPTIONS"], "options": started}
    return type(of_pages)(known, of_pages.alias)


def _check_it_sees_all() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting(%s, true)", [SETTING])
            sees_all = cursor.fetchone() == (EVERY,)
    except OperationalError as error:
        if "unsupported startup parameter" in str(error):
            raise PoolInBetween from error
        raise
    if not sees_all:
        raise PoolInBetween


def _let_pages_in(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        if role and cursor.fetchone() != (role,):
            for grant in GRANTS:
                cursor.execute(grant.format(role=connection.ops.quote_name(role)))
