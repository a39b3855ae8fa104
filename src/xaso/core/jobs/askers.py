"""Who has work waiting or running, known to this process without a query for each page.

The thread that minds the queue refreshes it every other second; it only moves a quiet sign.
"""

from __future__ import annotations

from uuid import UUID

from .models import Job

_now: frozenset[UUID] = frozenset()


def has_work(account_id: UUID | None) -> bool:
    return account_id in _now


def add(account_id: UUID | None) -> None:
    global _now
    _now |= {account_id} if account_id else set()


def refresh() -> None:
    global _now
    rows = Job.objects.filter(state__in=Job.OPEN, asked_by__isnull=False)
    asked = rows.values_list("asked_by", flat=True).distinct()
    _now = frozenset(account_id for account_id in asked if account_id)
