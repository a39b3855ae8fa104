"""A sample commune is lived through, step after step in the order of time, by the real actions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count

from xaso.core import clock
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Commune, Village
from xaso.lib.dates import TZ

Step = Callable[[datetime], object]


@dataclass
class Story:
    """`people` and `villages` by the short keys of the sample tables."""

    commune: Commune
    today: date
    people: dict[str, Actor] = field(default_factory=dict)
    villages: dict[str, Village] = field(default_factory=dict)
    _steps: list[tuple[datetime, int, Step]] = field(default_factory=list)
    _order: count[int] = field(default_factory=count)

    def day(self, offset: int) -> date:
        return self.today + timedelta(days=offset)

    def at(self, offset: int, clock_time: str, step: Step) -> None:
        """`offset` in days from today; steps of one moment go in the order they were told."""
        hour, minute = clock_time.split(":")
        moment = datetime.combine(self.day(offset), time(int(hour), int(minute)), tzinfo=TZ)
        heappush(self._steps, (moment, next(self._order), step))

    def play(self) -> None:
        """A step may tell further steps; they must not lie before it."""
        while self._steps:
            moment, _order, step = heappop(self._steps)
            with clock.standing_at(moment):
                step(moment)
