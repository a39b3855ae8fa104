"""When something was measured, as the programs of phones and people write it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from django.utils import timezone

SECONDS, MILLISECONDS = 10, 13
"""Digits of a moment counted since 1970."""
DAY_FIRST = re.compile(
    r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})(?:[ T,]+(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2}))?)?"
)
YEAR_FIRST = re.compile(
    r"(?P<y>\d{4})[./](?P<m>\d{1,2})[./](?P<d>\d{1,2})(?:[ _T](?P<H>\d{1,2})[.:](?P<M>\d{2})(?:[.:](?P<S>\d{2}))?)?"
)


def read_moment(text: str) -> tuple[datetime, bool] | None:
    """The moment, and whether the hour was written; without a zone it is the time here."""
    try:
        return _counted(text) or _written(text)
    except (ValueError, OverflowError, OSError):
        return None


def _counted(text: str) -> tuple[datetime, bool] | None:
    if not (text.isascii() and text.isdecimal() and len(text) in (SECONDS, MILLISECONDS)):
        return None
    seconds = int(text) / (1000 if len(text) == MILLISECONDS else 1)
    return datetime.fromtimestamp(seconds, UTC), True


def _written(text: str) -> tuple[datetime, bool] | None:
    for shape in (DAY_FIRST, YEAR_FIRST):
        found = shape.fullmatch(text)
        if found:
            parts = {name: int(value) for name, value in found.groupdict(default="0").items()}
            naive = datetime(*(parts[name] for name in "ymdHMS"))  # type: ignore[arg-type]  # noqa: DTZ001
            return timezone.make_aware(naive), found["H"] is not None
    moment = datetime.fromisoformat(text)
    has_hour = len(text) > len("2026-11-20") and not text.endswith(" 00:00:00")
    return (moment if moment.tzinfo else timezone.make_aware(moment)), has_hour
