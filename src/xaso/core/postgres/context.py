"""Whose rows the database shows and takes, on PostgreSQL: those of one commune, all, or none.

Row-level security compares each row with the setting `xaso.xa`. It is only ever set inside a
transaction and ends with it, so a pool between us and the server never hands it on. A context
opens no transaction by itself: inside one it takes effect at once, outside it is told to each
transaction and each single statement that follows. SQLite has no such thing; there the filters
and the tests that walk every page stand alone, and a context does nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    from xaso.core.units.models import Commune

SETTING = "xaso.xa"
EVERY, NOBODY = "*", ""
WRITERS = 0x7861736F
"""The class of our advisory locks: "xaso"."""


@contextmanager
def commune_context(commune: Commune | str) -> Iterator[None]:
    """Rows of this commune. Jobs, commands and public pages name theirs; pages have it already.

    As on SQLite there is one writer at a time: a transaction begun inside holds the others of the
    same commune back from its start, so that no two ever wait for each other.
    """
    code = commune if isinstance(commune, str) else commune.pk
    with _context(code):
        yield


@contextmanager
def every_commune() -> Iterator[None]:
    """For the system itself only; tests/core/test_row_security.py lists who may, and why."""
    with _context(EVERY):
        yield


@contextmanager
def no_commune() -> Iterator[None]:
    """Where a visitor or a command comes in: whoever wants rows has to say whose."""
    with _context(NOBODY):
        yield


def tell(whose: str) -> str:
    """Inside a transaction, until its end; returns what held before."""
    asked = "SELECT current_setting(%s, true), set_config(%s, %s, true)"
    return str(_ask(asked, SETTING, SETTING, whose)[0] or NOBODY)


def let_one_write(commune_code: str) -> None:
    """Waits until no other transaction of the commune writes; given back when ours ends."""
    _ask("SELECT pg_advisory_xact_lock(%s, %s)", WRITERS, int(commune_code))


def is_guarded() -> bool:
    return connection.vendor == "postgresql"


@contextmanager
def _context(whose: str) -> Iterator[None]:
    if not is_guarded():
        yield
    elif connection.in_atomic_block:
        _herald().begin_once(connection)
        before = tell(whose)
        try:
            yield
        finally:
            if _takes_statements():
                tell(before)
    else:
        herald = _herald()
        before, herald.whose = herald.whose, whose
        try:
            yield
        finally:
            herald.whose = before


def _takes_statements() -> bool:
    """Else the transaction is broken; going back, wherever it goes back to, undoes the setting."""
    from psycopg.pq import TransactionStatus

    if connection.needs_rollback or connection.connection is None:
        return False
    return bool(connection.connection.info.transaction_status != TransactionStatus.INERROR)


class _Herald:
    """Stands on the connection and says whose rows before the first statement of a transaction."""

    whose = NOBODY

    def __call__(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,
        context: dict[str, Any],
    ) -> Any:
        if self.whose == NOBODY or not _is_idle(context["connection"]):
            return execute(sql, params, many, context)
        if context["connection"].in_atomic_block:
            self.begin_once(context["connection"])
            return execute(sql, params, many, context)
        with transaction.atomic():
            tell(self.whose)
            return execute(sql, params, many, context)

    def begin_once(self, asked: BaseDatabaseWrapper) -> None:
        """Nothing when the transaction has begun already."""
        if self.whose == NOBODY or not _is_idle(asked):
            return
        tell(self.whose)
        if self.whose != EVERY:
            let_one_write(self.whose)


def _herald() -> _Herald:
    known = [each for each in connection.execute_wrappers if isinstance(each, _Herald)]
    if not known:
        known = [_Herald()]
        connection.execute_wrappers.insert(0, known[0])
    return known[0]


def _is_idle(asked: BaseDatabaseWrapper) -> bool:
    from psycopg.pq import TransactionStatus

    return bool(asked.connection.info.transaction_status == TransactionStatus.IDLE)


def _ask(sql: str, *given: Any) -> tuple[Any, ...]:
    """Past Django's own cursor: these are no queries of the page, and no wrapper minds them."""
    connection.ensure_connection()
    with connection.wrap_database_errors:
        row = connection.connection.execute(sql, given).fetchone()
    return tuple(row)
