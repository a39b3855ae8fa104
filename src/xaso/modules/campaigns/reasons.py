"""Why it did not work: a list as data. A code once given never changes its meaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from xaso.lib.numbers import write_number
from xaso.lib.tables import read_table

OTHER = "KHAC"


@cache
def reasons() -> dict[str, str]:
    table = Path(__file__).parent / "data" / "reasons.csv"
    return {row["code"]: row["label"] for row in read_table(table)}


def reason_label(code: str) -> str:
    return reasons().get(code, code)


def top(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Words and numbers, the most frequent first."""
    found = [(reason_label(code), count) for code, count in counts.items() if count]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def added(parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for counts in parts:
        for code, count in counts.items():
            total[code] = total.get(code, 0) + count
    return total


def remedy(reason: str, count: int) -> str:
    """What the reason given most often asks for; reports of all kinds say it in the same words."""
    said = _("Lý do nhiều nhất là “%(reason)s” (%(count)s trường hợp): đề nghị tháo gỡ trước.")
    return said % {"reason": reason, "count": write_number(count)}
