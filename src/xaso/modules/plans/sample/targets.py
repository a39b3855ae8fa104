"""Which counted values stand behind the targets of the sample plan."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xaso.lib.tables import read_table

CODES = Path(__file__).parent / "data" / "target-codes.csv"


@dataclass(frozen=True)
class Codes:
    value: str
    base: str


def codes_of(target: str) -> Codes:
    return _all().get(target, Codes("", ""))


@cache
def _all() -> dict[str, Codes]:
    return {row["target"]: Codes(row["value_code"], row["base_code"]) for row in read_table(CODES)}
