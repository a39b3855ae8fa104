"""Counters of wrong tries, in the cache of the database that all workers share."""

from __future__ import annotations

import time
from dataclasses import dataclass

from allauth.core.internal.ratelimit import cache_lock
from django.core.cache import cache


@dataclass(frozen=True)
class Counter:
    """At most `most` tries within any `seconds`; refused tries do not make the wait longer."""

    key: str
    most: int
    seconds: int

    def take(self) -> float | None:
        """The mark of this try, or None when there is none left."""
        now = time.time()
        with cache_lock(self._place) as locked:
            tries = self._tries(now)
            if not locked or len(tries) >= self.most:
                return None
            cache.set(self._place, [*tries, now], self.seconds)
        return now

    def give_back(self, mark: float) -> None:
        with cache_lock(self._place) as locked:
            if locked:
                tries = [moment for moment in self._tries(time.time()) if moment != mark]
                cache.set(self._place, tries, self.seconds)

    def clear(self) -> None:
        cache.delete(self._place)

    def full_until(self) -> float | None:
        """In seconds of the clock; None while a try is left."""
        tries = self._tries(time.time())
        return min(tries) + self.seconds if len(tries) >= self.most else None

    @property
    def _place(self) -> str:
        return f"xaso.tries:{self.key}"

    def _tries(self, now: float) -> list[float]:
        kept: list[float] = cache.get(self._place, [])
        return [moment for moment in kept if moment > now - self.seconds]
