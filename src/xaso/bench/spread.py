"""How the tasks of a commune lie: half of them this year, most of them done, some late. Pure.

The shares are the same at every size, so the hard case is measured: with a hundred times the tasks
there are a hundred times the late ones, the waiting ones and the village reports too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

YEAR_SHARES = (50, 30, 20)
"""In percent: this year, the year before, two years ago."""
STATES_NOW = {
    "hoan_thanh": 58,
    "dang_lam": 18,
    "chua_bat_dau": 6,
    "cho_minh_chung": 4,
    "tam_dung": 1,
    "nhap": 8,
    "huy": 5,
}
STATES_BEFORE = {"hoan_thanh": 94, "huy": 5, "dang_lam": 1}
LATE_OF_RUNNING = 0.3
LATE_WITHIN_DAYS, AHEAD_WITHIN_DAYS = 60, 90
ON_TIME = 0.8
LED_BY_VILLAGES = 0.1
SERVES_A_TARGET = 0.4
GIVEN_DAYS_BEFORE = 45
ORDERS = {
    "chua_bat_dau": 1,
    "dang_lam": 1,
    "cho_minh_chung": 2,
    "tam_dung": 3,
    "nhap": 4,
    "huy": 5,
    "hoan_thanh": 6,
}


@dataclass(frozen=True)
class Lot:
    """What chance gives one task."""

    year: int
    state: str
    due: date
    submitted_on: date | None
    is_led_by_villages: bool
    serves_target: bool

    @property
    def order(self) -> int:
        return ORDERS[self.state]


def lot(random: Random, today: date) -> Lot:
    back = random.choices(range(len(YEAR_SHARES)), YEAR_SHARES)[0]
    shares = STATES_BEFORE if back else STATES_NOW
    state = random.choices(list(shares), list(shares.values()))[0]
    year = today.year - back
    due = _due(random, today, year, state)
    return Lot(
        year=year,
        state=state,
        due=due,
        submitted_on=_submitted_on(random, state, due, today),
        is_led_by_villages=random.random() < LED_BY_VILLAGES,
        serves_target=random.random() < SERVES_A_TARGET,
    )


def villages_of(random: Random, most: int) -> int:
    """Most village tasks go to a few villages, some to all of them."""
    few, some = random.randint(1, 5), random.randint(10, 20)
    return random.choices([few, some, most], [60, 25, 15])[0]


def _due(random: Random, today: date, year: int, state: str) -> date:
    if year < today.year or state in {"hoan_thanh", "huy"}:
        last = min(today, date(year, 12, 31))
        first = date(year, 1, 1)
        return first + timedelta(days=random.randint(0, max((last - first).days, 1)))
    late = random.random() < LATE_OF_RUNNING
    days = -random.randint(1, LATE_WITHIN_DAYS) if late else random.randint(0, AHEAD_WITHIN_DAYS)
    return today + timedelta(days=days)


def _submitted_on(random: Random, state: str, due: date, today: date) -> date | None:
    if state not in {"hoan_thanh", "cho_minh_chung"}:
        return None
    early, late = -random.randint(0, 20), random.randint(1, 15)
    return min(due + timedelta(days=early if random.random() < ON_TIME else late), today)
