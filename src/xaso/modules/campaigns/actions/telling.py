"""What every checkpoint says of itself: who, where, of which day, and whether it came late."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone

from xaso.core.rights.actor import Actor
from xaso.modules.campaigns.models import Campaign, Source

CLOSING = time(21, 0)


def told_by(
    actor: Actor,
    campaign: Campaign,
    village_id: UUID,
    at: datetime,
    stamped_at: datetime | None,
    source: str,
) -> dict[str, object]:
    """Village people always speak for the village."""
    stamp = min(stamped_at or at, at)
    day = timezone.localdate(stamp)
    return {
        "commune": actor.commune,
        "campaign": campaign,
        "village_id": village_id,
        "day": day,
        "source": source if actor.village_ids is None else Source.VILLAGE,
        "is_late": is_late(day, stamp),
        "by_id": actor.account_id,
        "at": at,
        "stamped_at": stamp,
    }


def is_late(day: date, stamp: object) -> bool:
    """Written after the books of that day closed in the evening."""
    if not isinstance(stamp, datetime):
        raise TypeError("a stamp is a moment")
    local = timezone.localtime(stamp)
    return (local.date(), local.time()) > (day, CLOSING)
