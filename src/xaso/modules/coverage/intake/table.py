"""A file somebody sends, as texts; what its first line says its columns are."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from xaso.core.files.grid import MEGABYTE, Grid, Limits, read_grid
from xaso.lib.tables import read_table
from xaso.lib.text import header_key, nfc

from .way import ReadingWay

DATA = Path(__file__).parents[1] / "data"
LIMITS = Limits(rows=50_001, columns=60, size_bytes=8 * MEGABYTE, unpacked_bytes=96 * MEGABYTE)
HEADER_WITHIN = 15
OLD_VIETNAMESE = "cp1258"
KNOWN_MARKS = (b"PK", b"\xff\xfe", b"\xfe\xff")


def table_of(content: bytes) -> Grid:
    """Excel, or CSV of any separator in UTF-8, UTF-16 or Windows-1258; the line of the headers first."""
    grid = read_grid(_as_utf8(content), LIMITS)
    return grid[_header(grid) :]


def guessed_way(grid: Grid) -> ReadingWay:
    found: dict[str, int] = {}
    for index, cell in enumerate(grid[0]):
        name = _aliases().get(header_key(cell))
        if name:
            found.setdefault(name, index)
    return ReadingWay(found)


def header_hash(grid: Grid) -> str:
    said = "\x1f".join(header_key(cell) for cell in grid[0])
    return hashlib.sha256(said.encode()).hexdigest()


@cache
def words_of(field: str) -> Mapping[str, str]:
    rows = read_table(DATA / "file-words.csv")
    return {header_key(row["word"]): row["code"] for row in rows if row["field"] == field}


def _as_utf8(content: bytes) -> bytes:
    """Old programs here still write Windows-1258, which puts the tones behind their letters."""
    if content[:2] in KNOWN_MARKS or b"\0" in content[:4096]:
        return content
    try:
        content.decode()
    except UnicodeDecodeError:
        try:
            return nfc(content.decode(OLD_VIETNAMESE)).encode()
        except UnicodeDecodeError:
            return content
    return content


def _header(grid: Grid) -> int:
    scores = [sum(header_key(cell) in _aliases() for cell in row) for row in grid[:HEADER_WITHIN]]
    return max(range(len(scores)), key=lambda index: (scores[index], -index))


@cache
def _aliases() -> Mapping[str, str]:
    rows = read_table(DATA / "file-headers.csv")
    return {header_key(row["header"]): row["field"] for row in rows}
