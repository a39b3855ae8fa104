"""What became of an event."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError

UNIQUE_VIOLATION = "23505"
"""In the table of SQLSTATE codes."""


@dataclass(frozen=True)
class Outcome:
    state: str
    code: str
    text: str = ""
    field: str = ""


def is_doubled(error: IntegrityError) -> bool:
    """Another row says the same where only one may; any other refusal of the database is a fault of ours."""
    is_postgres_sure = getattr(error.__cause__, "sqlstate", "") == UNIQUE_VIOLATION
    return is_postgres_sure or "UNIQUE constraint" in str(error)
