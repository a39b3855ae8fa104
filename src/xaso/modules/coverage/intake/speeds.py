"""Numbers of a speed test as programs and people write them."""

from __future__ import annotations

from decimal import Decimal

from xaso.lib.numbers import read_number
from xaso.modules.coverage.models import MOST_MBPS, MOST_MS


def read_mbps(text: str) -> Decimal | None:
    """None where nothing is written; ValueError where it cannot be a speed."""
    if not text:
        return None
    number = _plain(text)
    if not 0 <= number <= MOST_MBPS:
        raise ValueError(text)
    return round(number, 2)


def read_ms(text: str) -> int | None:
    if not text:
        return None
    number = _plain(text)
    if not 0 <= number <= MOST_MS:
        raise ValueError(text)
    return round(number)


def _plain(text: str) -> Decimal:
    """A point before three digits is decimal here: nobody measures 35.120 Mb/s."""
    word = text.split()[0]
    if word.count(".") == 1 and "," not in word:
        word = word.replace(".", ",")
    return read_number(word)
