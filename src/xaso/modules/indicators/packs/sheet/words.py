"""What provinces call their columns and types. New words are rows of these files, not code."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from xaso.lib.tables import read_table
from xaso.lib.text import fold, header_key

DATA = Path(__file__).parent / "data"


@cache
def fields_by_header() -> dict[str, tuple[int, str]]:
    """A name that stands earlier in the file is the surer one."""
    rows = read_table(DATA / "headers.csv")
    return {header_key(row["header"]): (rank, row["field"]) for rank, row in enumerate(rows)}


@cache
def types_by_word() -> dict[str, str]:
    """The code of a type is understood too."""
    rows = read_table(DATA / "types.csv")
    return {header_key(row["word"]): row["formula_type"] for row in rows} | {
        header_key(row["formula_type"]): row["formula_type"] for row in rows
    }


@cache
def zeros_by_word() -> dict[str, str]:
    return {
        header_key(row["word"]): row["zero_denominator"] for row in read_table(DATA / "zeros.csv")
    }


def unit_in(counted: str) -> str:
    """ "tổng số hộ dùng điện" counts "hộ"; empty when nothing we know is counted."""
    words = fold(counted)
    for prefix in ("tong so ", "so luong ", "so "):
        words = words.removeprefix(prefix)
    return next((unit for unit in _units() if f"{words} ".startswith(f"{fold(unit)} ")), "")


@cache
def _units() -> tuple[str, ...]:
    return tuple(row["word"] for row in read_table(DATA / "counted.csv"))
