"""What a commune has chosen to show everybody, ready for a page without sign-in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from xaso.core.units.models import Commune
from xaso.modules.indicators.queries.scoreboard import newest_scoreboard


@dataclass(frozen=True)
class PublicItem:
    code: str
    name: str
    score: str
    max: str
    how: str


@dataclass(frozen=True)
class PublicVillages:
    """One item village by village, the furthest ahead first."""

    code: str
    name: str
    rows: tuple[tuple[str, str, str, str], ...]
    """Village, numerator, denominator, share; all as texts."""


@dataclass(frozen=True)
class PublicBoard:
    title: str
    first: date
    last: date
    published: date
    is_judged: bool
    """Scores are the council's; else the commune's own, and the page must say so."""
    items: tuple[PublicItem, ...]
    villages: tuple[PublicVillages, ...]


def public_scoreboard(commune: Commune) -> PublicBoard | None:
    """None while nothing is published. One query."""
    board = newest_scoreboard(commune)
    return _read(board.content) if board is not None and board.is_shown else None


def _read(content: dict[str, Any]) -> PublicBoard:
    return PublicBoard(
        title=content["title"],
        first=date.fromisoformat(content["first"]),
        last=date.fromisoformat(content["last"]),
        published=date.fromisoformat(content["published"]),
        is_judged=content["judged"],
        items=tuple(PublicItem(**item) for item in content["items"]),
        villages=tuple(
            PublicVillages(each["code"], each["name"], tuple(tuple(row) for row in each["rows"]))
            for each in content["villages"]
        ),
    )
