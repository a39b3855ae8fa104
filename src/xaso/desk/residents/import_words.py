"""A row of a file as the review tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xaso.core.residents.languages import language_name
from xaso.core.residents.planning import PlannedRow

from .forms import FIELD_WORDS
from .lists import phone_word

PLACES = {"village_id": "village", "cluster_id": "cluster"}


@dataclass(frozen=True)
class Line:
    row: int
    village: str
    name: str
    change: str
    words: str


def lines_of(rows: Sequence[PlannedRow]) -> list[Line]:
    return [
        Line(
            row.read.row,
            row.village.name if row.village else "",
            row.read.text("head_name"),
            row.change,
            "" if row.change == "same" else _words(row),
        )
        for row in rows
    ]


def _words(row: PlannedRow) -> str:
    """For a known household what changes, for a new one what the file says beside the name."""
    told = []
    for name in row.facts or {}:
        field = PLACES.get(name, name)
        if row.change == "new" and field in ("village", "head_name"):
            continue
        value = _fact(row, field)
        if value:
            told.append(f"{FIELD_WORDS[field]}: {value}")
    return "; ".join(told)


def _fact(row: PlannedRow, field: str) -> str:
    value = row.read.facts.get(field)
    if field == "village" and row.village:
        return row.village.name
    if field == "language":
        return language_name(str(value or ""))
    if isinstance(value, bool):
        return phone_word(value)
    return "" if value is None else str(value)
