"""What somebody said about one operator: that it was not asked is no answer at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from .models import DayPart, Technology

BEGINS = ((0, DayPart.EVENING), (4, DayPart.MORNING), (11, DayPart.NOON), (13, DayPart.AFTERNOON),
          (18, DayPart.EVENING))  # fmt: skip
STANDS_FOR = {
    DayPart.MORNING: time(8),
    DayPart.NOON: time(12),
    DayPart.AFTERNOON: time(15),
    DayPart.EVENING: time(19),
}
"""Nobody writes the minute on paper."""


@dataclass(frozen=True)
class Probe:
    """What a phone measured itself on its own line to the commune; None: that part did not come through."""

    down_kbps: int | None = None
    up_kbps: int | None = None
    round_trip_ms: int | None = None
    lost_percent: int | None = None


@dataclass(frozen=True)
class Answer:
    operator: str
    level: int
    technology: str = Technology.UNKNOWN
    strength_dbm: int | None = None
    probe: Probe = Probe()


@dataclass(frozen=True)
class When:
    """Moment to the minute and part of the day, of what was typed and when it was typed."""

    measured_at: datetime
    day_part: str

    @classmethod
    def of(cls, at: datetime, day: date | None, day_part: str) -> When:
        now = timezone.localtime(at)
        own = part_of(now)
        if day in (None, now.date()) and day_part in ("", own):
            return cls(at.replace(second=0, microsecond=0), own)
        return cls.on_paper(day or now.date(), day_part or own)

    @classmethod
    def on_paper(cls, day: date, day_part: str) -> When:
        """At the hour that stands for the part of the day."""
        part = DayPart(day_part)
        return cls(timezone.make_aware(datetime.combine(day, STANDS_FOR[part])), part)


def part_of(moment: datetime) -> str:
    return max((each for each in BEGINS if moment.hour >= each[0]), key=lambda each: each[0])[1]
