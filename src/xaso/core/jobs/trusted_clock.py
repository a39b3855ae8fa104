"""A clock that leapt ahead is not believed at once.

By the clock accounts unused for weeks are closed, repeated tasks are opened, old backups are thrown away.
A machine whose battery was changed may stand a year ahead for a morning, and all of that cannot be taken
back. So after a leap of more than a month nothing of that kind starts by the clock until the diary shows
half a day's life in the new time. A machine that was really off so long loses half a day by it, but for
what does no harm at a wrong time, as its backups.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from xaso.core.events.models import Event
from xaso.core.postgres.context import every_commune

LEAP = timedelta(days=30)
LIVED = timedelta(hours=12)


def leapt_from(at: datetime) -> datetime | None:
    """The last moment of the diary before the leap, while the new time is not yet believed."""
    earlier = Event.objects.filter(recorded_at__lte=at - LIVED).order_by("-pk")
    with every_commune():
        last: datetime | None = earlier.values_list("recorded_at", flat=True).first()
    return last if last is not None and at - last > LEAP else None
