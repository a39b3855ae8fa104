"""Exact fractions in, decimals rounded once out."""

from decimal import Decimal
from fractions import Fraction

from xaso.lib.numbers import read_number, write_number

MOST_PLACES = 6


def read_fraction(text: str) -> Fraction | None:
    """None when it is not a number."""
    try:
        return Fraction(read_number(text))
    except ValueError:
        return None


def round_half_up(exact: Fraction, places: int = 2) -> Decimal:
    """On the exact fraction: 3,125 gives 3,13. Not for negative numbers."""
    scaled = exact * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole).scaleb(-places)


def write_percent(percent: Fraction, target: Fraction | None = None) -> str:
    """One decimal, or as many as it takes not to look like a target it has missed."""
    places = 1
    while places < MOST_PLACES and _looks_wrong(percent, target, places):
        places += 1
    return f"{write_number(percent, places).removesuffix(',0')} %"


def _looks_wrong(percent: Fraction, target: Fraction | None, places: int) -> bool:
    if target is None:
        return False
    rounded = Fraction(round_half_up(percent, places))
    return (rounded >= target) != (percent >= target) or (rounded <= target) != (percent <= target)
