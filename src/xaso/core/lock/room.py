"""How much room half-typed forms may take; beyond it the oldest go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db.models import Sum
from django.db.models.functions import Length

from xaso.core.postgres.context import every_commune

from .models import KeptForm

MOST_OF_ONE_PERSON = 12
MOST_BYTES_OF_ONE_PERSON = 32 * 1024 * 1024
MOST_BYTES_OF_THE_MACHINE = 512 * 1024 * 1024
SIZE = Length("content")


def make_room(*, account_id: UUID, size_bytes: int) -> int:
    """For one more form of the person. Returns how many of the person's own had to go."""
    own = _drop(_beyond_the_most(account_id, size_bytes))
    with every_commune():
        gone = dict(_oldest_of_all(size_bytes))
        _drop(gone)
    return own + list(gone.values()).count(account_id)


def _beyond_the_most(account_id: UUID, size_bytes: int) -> Iterator[UUID]:
    rows = KeptForm.objects.filter(account_id=account_id).order_by("-kept_at", "-pk")
    for place, (key, size) in enumerate(rows.values_list("pk", SIZE), start=2):
        size_bytes += size
        if place > MOST_OF_ONE_PERSON or size_bytes > MOST_BYTES_OF_ONE_PERSON:
            yield key


def _oldest_of_all(size_bytes: int) -> Iterator[tuple[UUID, UUID]]:
    """Each with its person."""
    taken = KeptForm.objects.aggregate(taken=Sum(SIZE))["taken"] or 0
    too_much = taken + size_bytes - MOST_BYTES_OF_THE_MACHINE
    if too_much <= 0:
        return
    rows = KeptForm.objects.order_by("kept_at", "pk").values_list("pk", "account_id", SIZE)
    for key, account_id, size in rows:
        yield key, account_id
        too_much -= size
        if too_much <= 0:
            return


def _drop(keys: Iterable[UUID]) -> int:
    gone = list(keys)
    if gone:
        KeptForm.objects.filter(pk__in=gone).delete()
    return len(gone)
