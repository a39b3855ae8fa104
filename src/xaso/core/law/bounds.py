"""What the program can live with where it counts with a rule, and what holds when it cannot.

A person may confirm "năm", 0 or 100000. Nobody must be shut out by that, and no door opened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from xaso.lib.tables import read_table

PACKAGED = Path(__file__).parent / "data" / "rules.csv"
NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,4})?")
YES, NO = "có", "không"
YES_OR_NO = frozenset({"mfa.required"})


@dataclass(frozen=True)
class Bounds:
    least: int
    most: int
    strictest: Callable[[Iterable[int]], int]


BOUNDS = {
    "account.idle.days": Bounds(14, 730, min),
    "idle.admin.minutes": Bounds(1, 240, min),
    "idle.user.minutes": Bounds(1, 240, min),
    "lockout.minutes": Bounds(1, 240, max),
    "lockout.tries": Bounds(2, 20, min),
    "mfa.grace.days": Bounds(0, 90, min),
    "password.admin.change.months": Bounds(1, 60, min),
    "password.classes.without_mfa": Bounds(1, 4, max),
    "password.length.with_mfa": Bounds(6, 32, max),
    "password.length.without_mfa": Bounds(8, 32, max),
    "retention.log.access.months": Bounds(1, 240, max),
}
"""Far wider than any law: only slips of the pen fall outside."""


def number_in(code: str, value: str) -> int | None:
    """None when it is no number, or one nobody could work with."""
    if not NUMBER.fullmatch(value.strip()):
        return None
    number, bounds = int(Decimal(value)), BOUNDS.get(code)
    return number if bounds is None or bounds.least <= number <= bounds.most else None


def is_readable(code: str, value: str) -> bool:
    """True for every rule that is only shown to people."""
    if code in YES_OR_NO:
        return value.strip().lower() in {YES, NO}
    return code not in BOUNDS or number_in(code, value) is not None


@cache
def strictest(code: str) -> int:
    """Of the values the program comes with."""
    rows = read_table(PACKAGED)
    return BOUNDS[code].strictest(int(row["value"]) for row in rows if row["code"] == code)
