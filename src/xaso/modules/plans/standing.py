"""Where a target stands today: pure arithmetic on exact decimals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class Standing(StrEnum):
    MET = "dat"
    ON_TRACK = "dung_huong"
    AT_RISK = "nguy_co"
    MISSED = "khong_dat"
    NO_FIGURE = "chua_co_so_lieu"
    NOT_SET = "chua_giao_so"


@dataclass(frozen=True)
class Way:
    """From the baseline on the first day to the target on the last."""

    target: Decimal | None
    baseline: Decimal | None
    is_down: bool
    first_day: date
    last_day: date


def standing(number: Decimal | None, way: Way, today: date, margin_percent: int = 10) -> Standing:
    """At risk: the share of the way made lags behind the share of the time by more than the
    margin. Without a baseline a rising number starts at 0; a falling one cannot be judged before
    its day and is at risk until it is met."""
    if way.target is None:
        return Standing.NOT_SET
    if number is None:
        return Standing.NO_FIGURE
    if is_met(number, way):
        return Standing.MET
    if today > way.last_day:
        return Standing.MISSED
    made = way_made(number, way)
    if made is None or made + Fraction(margin_percent, 100) < time_gone(way, today):
        return Standing.AT_RISK
    return Standing.ON_TRACK


def is_met(number: Decimal, way: Way) -> bool:
    """Compared exactly: 59,98 % is not 60 %."""
    if way.target is None:
        return False
    return number <= way.target if way.is_down else number >= way.target


def way_made(number: Decimal, way: Way) -> Fraction | None:
    start = way.baseline
    if start is None and not way.is_down:
        start = Decimal(0)
    if start is None or way.target is None or start == way.target:
        return None
    return (Fraction(number) - Fraction(start)) / (Fraction(way.target) - Fraction(start))


def time_gone(way: Way, today: date) -> Fraction:
    whole = (way.last_day - way.first_day).days + 1
    gone = (today - way.first_day).days + 1
    return min(max(Fraction(gone, max(whole, 1)), Fraction(0)), Fraction(1))
