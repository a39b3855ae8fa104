"""Rows of an export that are no data. New words are rows of the file, not code."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from xaso.lib.tables import read_table
from xaso.lib.text import header_key

FILE = Path(__file__).parent / "data" / "row-words.csv"
Kind = Literal["total", "subtotal", "end", ""]


def kind_of_label(text: str) -> Kind:
    """ "total" says nothing more than the word; "subtotal" and "end" begin with theirs."""
    key = header_key(text)
    if key in _words("total"):
        return "total"
    for kind in ("subtotal", "end"):
        if any(f"{key} ".startswith(f"{word} ") for word in _words(kind)):
            return kind
    return ""


@cache
def _words(kind: str) -> Sequence[str]:
    return [header_key(row["word"]) for row in read_table(FILE) if row["kind"] == kind]
