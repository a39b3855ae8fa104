"""Make every text of a composed paper printable with our fonts and inside its column."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from functools import cache
from typing import Any

from xaso.core.papers.compose import Composed
from xaso.core.papers.layout import Layout, layout
from xaso.core.papers.widths import FONTS, text_width_mm

PLACEHOLDER = "□"
LONG_WORD = re.compile(r"\S{7,}")
BREAK_HERE = "\N{ZERO WIDTH SPACE}"


def printable(composed: Composed) -> dict[str, Any]:
    rules = layout()
    wide = rules.landscape_text_width_mm if composed.landscape else rules.text_width_mm
    data = asdict(composed)
    head, closing = data["head"], data["closing"]
    half = rules.text_width_mm - rules.spacing.closing_left_mm
    annexes = [
        _fit(annex, rules.landscape_text_width_mm if annex["landscape"] else rules.text_width_mm)
        for annex in data["annexes"]
    ]
    return {
        **data,
        "day": {"year": composed.day.year, "month": composed.day.month, "day": composed.day.day},
        "head": _fit(head, rules.spacing.letterhead_left_mm),
        "units": _fit(data["units"], wide),
        "closing": _fit(closing, half),
        "annexes": annexes,
    }


def missing_letters(composed: Composed) -> frozenset[str]:
    """Letters our fonts cannot draw; the PDF shows a box in their place."""
    text = json.dumps(asdict(composed), ensure_ascii=False, default=str)
    return frozenset(text) - covered_letters()


@cache
def covered_letters() -> frozenset[str]:
    codes = json.loads((FONTS / "covered.json").read_text("ascii"))
    return frozenset(map(chr, codes)) | {"\n"}


def _fit(value: Any, width_mm: float) -> Any:
    if isinstance(value, str):
        return _breakable(_drawn(value), width_mm)
    if isinstance(value, list | tuple):
        return [_fit(item, width_mm) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("type") == "grid":
        return _fit_grid(value, width_mm)
    return {
        key: item if key in {"type", "style"} else _fit(item, width_mm)
        for key, item in value.items()
    }


def _fit_grid(grid: dict[str, Any], width_mm: float) -> dict[str, Any]:
    rules = layout()
    columns = [_inner_mm(share * width_mm, rules) for share in grid["shares"]]
    head = [
        {**cell, "text": _fit(cell["text"], sum(columns[cell["x"] : cell["x"] + cell["colspan"]]))}
        for cell in grid["head"]
    ]
    rows = [_fit_row(row, columns, width_mm) for row in grid["rows"]]
    return {**grid, "head": head, "rows": rows}


def _fit_row(row: dict[str, Any], columns: list[float], width_mm: float) -> dict[str, Any]:
    widths = [width_mm] if row["group"] else columns
    cells = [
        {**cell, "text": _fit(cell["text"], column)}
        for cell, column in zip(row["cells"], widths, strict=True)
    ]
    return {**row, "cells": cells}


def _inner_mm(width_mm: float, rules: Layout) -> float:
    return width_mm - 2 * rules.spacing.cell_pad_x_mm


def _drawn(text: str) -> str:
    covered = covered_letters()
    return (
        text
        if covered.issuperset(text)
        else "".join(c if c in covered else PLACEHOLDER for c in text)
    )


def _breakable(text: str, width_mm: float) -> str:
    """A word wider than its column may break anywhere; all others stay whole."""

    def loosen(match: re.Match[str]) -> str:
        word = match[0]
        fits = text_width_mm(word, layout().sizes_pt.text, bold=True) <= width_mm
        return word if fits else BREAK_HERE.join(word)

    return LONG_WORD.sub(loosen, text)
