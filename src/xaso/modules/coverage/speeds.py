"""How many samples a month needs, and how many of them each village could take."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

FILE = Path(__file__).parent / "data" / "ispeed.toml"
K = TypeVar("K")


@dataclass(frozen=True)
class SpeedRule:
    version: str
    since: date
    confirmed: bool
    target: int
    download_mbps: Mapping[str, int]


def speed_rule(month: date) -> SpeedRule:
    """The newest version begun by the month; before the first one, the first."""
    rules = _rules()
    begun = [each for each in rules if each.since <= month]
    return max(begun or rules[:1], key=lambda each: each.since)


def quotas(target: int, households: Mapping[K, int | None]) -> dict[K, int]:
    """`target` shared by households, whole samples, together exactly the target. A village whose
    households nobody has counted gets none: it is not there."""
    known = {key: count for key, count in households.items() if count}
    total = sum(known.values())
    if not total:
        return {}
    shares = {key: divmod(target * count, total) for key, count in known.items()}
    given = {key: whole for key, (whole, _rest) in shares.items()}
    largest = sorted(shares, key=lambda key: -shares[key][1])
    for key in largest[: target - sum(given.values())]:
        given[key] += 1
    return given


@cache
def _rules() -> tuple[SpeedRule, ...]:
    with FILE.open("rb") as file:
        rows = tomllib.load(file)
    return tuple(SpeedRule(version=version, **row) for version, row in rows.items())
