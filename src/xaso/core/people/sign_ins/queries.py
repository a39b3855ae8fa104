"""Where a person is signed in right now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from xaso.core.people.models import SignIn

from .browser_words import browser_in_words


@dataclass(frozen=True)
class OpenSession:
    id: UUID
    browser: str
    address: str
    since: datetime
    last_seen_at: datetime
    is_this: bool


def open_sessions(account_id: UUID, *, at: datetime, this: str = "") -> list[OpenSession]:
    """The one being used first, then the one seen last."""
    alive_since = at - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    found = SignIn.objects.filter(
        account_id=account_id, ended_at=None, last_seen_at__gt=alive_since
    ).order_by("-last_seen_at", "pk")
    return sorted((_told(row, this) for row in found), key=lambda session: not session.is_this)


def _told(row: SignIn, this: str) -> OpenSession:
    return OpenSession(
        id=row.pk,
        browser=browser_in_words(row.user_agent),
        address=row.address,
        since=row.signed_in_at,
        last_seen_at=row.last_seen_at,
        is_this=str(row.pk) == this,
    )
