"""Ready drives: a list as data, filled in for a commune on a day."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from xaso.lib.dates import write_date

HUNDRED = 100


@dataclass(frozen=True)
class ReadyCampaign:
    code: str
    name: str
    short: str
    goal: str
    mode: str
    unit: str
    days: int
    done_means: str
    reasons: tuple[str, ...]
    steps: str
    announcement: str
    split: int | None = None
    """A total for the commune, shared by its villages."""
    share: int | None = None
    """Percent of the households of each village."""


@cache
def ready_campaigns() -> dict[str, ReadyCampaign]:
    path = Path(__file__).parent / "data" / "templates.toml"
    with path.open("rb") as file:
        return {code: _ready(code, row) for code, row in tomllib.load(file).items()}


def split_evenly(total: int, villages: int) -> int:
    """Rounded up: 300 among 55 villages is 6 each, so that the total is reached for sure."""
    return -(-total // villages) if villages else 0


def share_of(households: int | None, percent: int) -> int | None:
    """None while nobody knows how many households there are."""
    return None if households is None else -(-households * percent // HUNDRED)


def spoken(text: str, *, village: str, first: date, last: date, target: int | None) -> str:
    """The announcement with the names in it; what an officer wrote in braces by mistake stays."""
    words = {
        "{village}": village,
        "{from}": write_date(first),
        "{to}": write_date(last),
        "{target}": str(target) if target is not None else "…",
    }
    for mark, word in words.items():
        text = text.replace(mark, word)
    return text


def _ready(code: str, row: dict[str, object]) -> ReadyCampaign:
    words = {key: value.strip() if isinstance(value, str) else value for key, value in row.items()}
    words["reasons"] = tuple(row["reasons"])  # type: ignore[arg-type]
    return ReadyCampaign(code=code, **words)  # type: ignore[arg-type]
