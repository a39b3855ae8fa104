"""Deleting many old rows without keeping anybody waiting."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from .breath import breathe
from .kinds import Running

AT_A_TIME = 500


def delete_slowly(rows: QuerySet[Any], running: Running) -> int:
    """In small bites: the database is free between two of them. Returns how many rows went."""
    deleted = 0
    while keys := list(rows.values_list("pk", flat=True)[:AT_A_TIME]):
        rows.model._default_manager.filter(pk__in=keys).delete()
        deleted += len(keys)
        running.progress(deleted, deleted + 1)
        breathe()
    return deleted
