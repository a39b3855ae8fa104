"""The usual systems to start from: a packaged list, in our own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xaso.lib.tables import read_table

FILE = Path(__file__).parent / "data" / "systems.csv"


@dataclass(frozen=True)
class ReadySystem:
    code: str
    name: str
    level: str
    owner_name: str
    purpose: str
    web_address: str
    way_out: str
    every: str
    figures: tuple[str, ...]
    """Codes of the numbers it mostly is the source of."""


@cache
def ready_systems() -> Mapping[str, ReadySystem]:
    return {
        row["code"]: ReadySystem(**{**row, "figures": tuple(row["figures"].split())})  # type: ignore[arg-type]
        for row in read_table(FILE)
    }
