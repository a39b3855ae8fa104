"""Who has looked under a mask."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery

from xaso.core.events.models import Event
from xaso.core.people.models import Account
from xaso.core.units.models import Commune

KIND = "privacy.field.read"


def private_reads(commune: Commune) -> QuerySet[Event]:
    """Each with `who` looked and at `whose` data, by their names of today."""
    rows = Event.objects.filter(commune=commune, kind=KIND)
    return rows.annotate(who=_name_of("actor_id"), whose=_name_of("subject_id"))


def most_reads(rows: QuerySet[Any]) -> list[tuple[UUID | None, str, int]]:
    """(account, name, looks) of each who looked, the busiest first."""
    counted = rows.order_by().values("actor_id", "who").annotate(reads=Count("pk"))
    found = [(row["actor_id"], row["who"] or "", row["reads"]) for row in counted]
    return sorted(found, key=lambda row: (-row[2], row[1]))


def _name_of(key: str) -> Subquery:
    return Subquery(Account.objects.filter(pk=OuterRef(key)).values("full_name")[:1])
