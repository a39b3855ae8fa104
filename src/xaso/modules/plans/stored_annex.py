"""Rows of an annex to JSON and back, so that a preview can wait for its officer."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date
from decimal import Decimal
from typing import Any

from .annex.shapes import Annex, AnnexRow, AnnexTarget, Problem

DECIMALS = frozenset({"budget_vnd", "last_year", "plan_year"})


def row_to_json(row: AnnexRow | AnnexTarget) -> dict[str, Any]:
    return {name: _plain(value) for name, value in asdict(row).items()}


def row_from_json(stored: dict[str, Any]) -> AnnexRow:
    known = {field.name for field in fields(AnnexRow)}
    values = {name: value for name, value in stored.items() if name in known}
    values["due"] = date.fromisoformat(values["due"]) if values["due"] else None
    values["coworkers"] = tuple(values["coworkers"])
    return AnnexRow(**_read(values))


def target_from_json(stored: dict[str, Any]) -> AnnexTarget:
    known = {field.name for field in fields(AnnexTarget)}
    return AnnexTarget(**_read({name: each for name, each in stored.items() if name in known}))


def mapping_to_json(annex: Annex) -> dict[str, Any]:
    """What the review page says about the file as a whole."""
    return {
        "table": annex.table,
        "headers": list(annex.headers),
        "columns": {
            field: {"header": column.header, "index": column.index, "score": column.score}
            for field, column in annex.columns.items()
        },
        "target_table": annex.target_table,
        "problems": [asdict(problem) for problem in annex.problems],
    }


def _read(values: dict[str, Any]) -> dict[str, Any]:
    for name in DECIMALS & set(values):
        values[name] = None if values[name] is None else Decimal(values[name])
    values["problems"] = tuple(Problem(**each) for each in values["problems"])
    return values


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal | date):
        return str(value)
    return [_plain(each) for each in value] if isinstance(value, tuple) else value
