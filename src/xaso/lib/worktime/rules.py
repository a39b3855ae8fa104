from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import NamedTuple

from xaso.lib.dates import TZ

FOREVER = datetime.max.replace(tzinfo=TZ)


class Unit(StrEnum):
    WORKING_DAY = "working_day"
    DAY = "day"
    """Calendar days."""
    HOUR = "hour"
    """Opening hours."""
    SAME_DAY_15H = "same_day_15h"
    UNSTATED = "unstated"


@dataclass(frozen=True)
class TimeRule:
    amount: int
    """How many units; has no meaning for same_day_15h and unstated."""
    unit: Unit
    cut_off: time = time(15)
    """Received up to here, the answer comes the same day; for same_day_15h only."""

    def __post_init__(self) -> None:
        if self.unit in (Unit.WORKING_DAY, Unit.DAY, Unit.HOUR) and self.amount < 1:
            raise ValueError("Thời hạn phải từ 1 trở lên.")


@dataclass(frozen=True)
class Pause:
    """From asking for more papers or money until it came; None while still waiting."""

    asked_at: datetime
    answered_at: datetime | None = None


@dataclass(frozen=True)
class Due:
    instant: datetime | None
    """None when the rule states no limit, or while a pause is open."""
    explanation: tuple[str, ...]

    def __str__(self) -> str:
        return "; ".join(self.explanation)


class Stop(NamedTuple):
    """A time in which the clock stands, in our zone; ends at FOREVER while still waiting."""

    start: datetime
    end: datetime


def local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("Thời điểm thiếu múi giờ.")
    return moment.astimezone(TZ)


def stops_of(pauses: Sequence[Pause]) -> list[Stop]:
    """In order of time; those that overlap are one, so no hour is given back twice."""
    result: list[Stop] = []
    for stop in sorted(_stop(pause) for pause in pauses):
        if result and stop.start <= result[-1].end:
            result[-1] = Stop(result[-1].start, max(result[-1].end, stop.end))
        else:
            result.append(stop)
    return result


def _stop(pause: Pause) -> Stop:
    start = local(pause.asked_at)
    end = local(pause.answered_at) if pause.answered_at else FOREVER
    if end < start:
        raise ValueError("Thời điểm bổ sung phải sau thời điểm yêu cầu bổ sung.")
    return Stop(start, end)
