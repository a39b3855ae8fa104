"""What a database must know of its tables to choose the right index."""

from __future__ import annotations

from django.db import connection

MOST_ROWS = 20_000
"""Of each index; enough to tell a rare value from a common one, and read in a moment."""


def refresh_statistics() -> None:
    """PostgreSQL looks over its tables by itself; SQLite has to be asked. Every index of ours begins
    with the commune, which SQLite takes for a rare value until it has looked."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit={MOST_ROWS}")
            cursor.execute("ANALYZE")
