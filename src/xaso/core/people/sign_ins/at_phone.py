"""Who works at a phone alone is seen too: by entering with the key of the person, and by what it signed."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import OperationalError, transaction
from django.db.models import Q

from xaso.core.people.models import Account

SEEN_EVERY = timedelta(hours=12)
"""A phone heard of more often writes nothing."""
log = logging.getLogger(__name__)


def is_due(account: Account, at: datetime) -> bool:
    return account.last_seen_at is None or account.last_seen_at <= at - SEEN_EVERY


def note_seen(seen: Mapping[UUID, datetime]) -> None:
    """By account id. Nothing waits for it or fails with it: a busy or full store is told the next time."""
    try:
        with transaction.atomic():
            for account_id, at in sorted(seen.items()):
                earlier = Q(last_seen_at=None) | Q(last_seen_at__lt=at)
                Account.objects.filter(earlier, pk=account_id).update(last_seen_at=at)
    except OperationalError:
        log.warning("not noted as seen at a phone: %d", len(seen))
