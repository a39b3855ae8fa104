"""A pause between two bites of long work, so that people who write come in between."""

from __future__ import annotations

import time

from django.db import connection

BREATH_S = 0.12
"""A writer who waits for SQLite asks again every tenth of a second, and nobody keeps his place: with
a shorter pause he may ask in vain for the whole of `busy_timeout`."""


def breathe() -> None:
    """Outside a transaction. PostgreSQL locks rows, not the file, so there nobody waits."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(BREATH_S)
