"""The server's clock as the diary reads it. The sample communes live through past days."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_standing: ContextVar[datetime | None] = ContextVar("standing", default=None)


def now() -> datetime:
    return _standing.get() or timezone.now()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """For sample data only: what happens inside is recorded as of that moment."""
    token = _standing.set(moment)
    try:
        yield
    finally:
        _standing.reset(token)
