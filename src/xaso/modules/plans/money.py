"""Sums of budget lines: planned, spent, left; by source too. Whole đồng."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from xaso.lib.tables import read_table

from .lists import DATA


@dataclass(frozen=True)
class Sum:
    label: str
    planned: int
    spent: int

    @property
    def left(self) -> int:
        """Below zero when more was spent than planned."""
        return self.planned - self.spent

    @property
    def percent(self) -> int | None:
        """None without a plan: then there is nothing to compare with."""
        return round(self.spent * 100 / self.planned) if self.planned else None


@cache
def sources() -> dict[str, str]:
    return {row["code"]: row["label"] for row in read_table(DATA / "money_sources.csv")}


def source_label(code: str) -> str:
    return sources().get(code, code)


def total_of(label: str, rows: Iterable[tuple[int, int]]) -> Sum:
    pairs = list(rows)
    return Sum(label, sum(planned for planned, _s in pairs), sum(spent for _p, spent in pairs))
