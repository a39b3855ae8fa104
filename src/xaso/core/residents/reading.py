"""A list of households from a file: read, doubted cell by cell, nothing written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from xaso.core.files.grid import MEGABYTE, Grid, Limits, cell_address
from xaso.lib.numbers import read_count
from xaso.lib.tables import read_table
from xaso.lib.text import header_key

from .languages import read_language
from .models import MOST_MEMBERS

Columns = Mapping[str, int]
Fact = str | int | bool | None

FIELDS = (
    "village", "code", "head_name", "cluster", "members_count", "has_smartphone", "language",
)  # fmt: skip
ALIASES = Path(__file__).parent / "data" / "household-headers.csv"
LIMITS = Limits(rows=20_000, columns=60, size_bytes=6 * MEGABYTE, unpacked_bytes=96 * MEGABYTE)
HEADER_WITHIN, LONGEST_NAME, LONGEST_CODE = 15, 80, 20
YES = {"x", "co", "1", "dung", "yes", "v"}
NO = {"khong", "0", "sai", "no"}


@dataclass(frozen=True)
class Problem:
    cell: str
    """As a spreadsheet calls it: "B7"."""
    message: str


@dataclass(frozen=True)
class HouseholdRow:
    row: int
    facts: Mapping[str, Fact]
    """Only the fields the file has a column for; `head_name` always."""
    cells: Mapping[str, str]
    """Where each field of the row stands: "B7"."""
    problems: tuple[Problem, ...] = ()

    def text(self, name: str) -> str:
        return str(self.facts.get(name) or "")


def guess_header(grid: Grid) -> int:
    """Index of the row whose cells look most like column names."""
    scores = [sum(header_key(cell) in _aliases() for cell in row) for row in grid[:HEADER_WITHIN]]
    return max(range(len(scores)), key=lambda index: (scores[index], -index))


def guess_columns(grid: Grid, header: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, cell in enumerate(grid[header]):
        name = _aliases().get(header_key(cell))
        if name:
            found.setdefault(name, index)
    return found


def read_households(grid: Grid, header: int, columns: Columns) -> list[HouseholdRow]:
    """Rows without any of the wanted cells are skipped, and so are headers repeated on each page."""
    rows = []
    for index, cells in enumerate(grid[header + 1 :], start=header + 1):
        given = {name: _cell(cells, place) for name, place in columns.items()}
        is_head = header_key(given.get("head_name", "")) in _aliases()
        if any(given.values()) and not is_head:
            rows.append(_RowReader(index, given, columns).read())
    return rows


class _RowReader:
    """One row on its way to facts; each doubt names its cell."""

    def __init__(self, index: int, given: Mapping[str, str], columns: Columns) -> None:
        self.index, self.given = index, given
        self.cells = {name: cell_address(place, index) for name, place in columns.items()}
        self.problems: list[Problem] = []

    def read(self) -> HouseholdRow:
        facts: dict[str, Fact] = {"head_name": self._name()}
        for name in ("village", "cluster"):
            if name in self.given:
                facts[name] = self._short(name, LONGEST_NAME)
        if "code" in self.given:
            facts["code"] = self._short("code", LONGEST_CODE).upper()
        if "members_count" in self.given:
            facts["members_count"] = self._members()
        if "has_smartphone" in self.given:
            facts["has_smartphone"] = self._flag("has_smartphone")
        if "language" in self.given:
            facts["language"] = self._language()
        return HouseholdRow(self.index + 1, facts, self.cells, tuple(self.problems))

    def doubt(self, name: str, message: str) -> None:
        self.problems.append(Problem(self.cells.get(name, str(self.index + 1)), message))

    def _name(self) -> str:
        name = self._short("head_name", LONGEST_NAME)
        if not name:
            self.doubt("head_name", _("Thiếu tên chủ hộ."))
        elif any(sign.isdecimal() for sign in name):
            self.doubt("head_name", _("Tên chủ hộ có chữ số: xem lại cột."))
        return name

    def _short(self, name: str, longest: int) -> str:
        text = self.given.get(name, "")
        if len(text) > longest:
            self.doubt(name, _("Dài hơn %(longest)d ký tự.") % {"longest": longest})
        return text

    def _members(self) -> int | None:
        text = self.given["members_count"]
        count = read_count(text) if text else None
        if text and (count is None or not 0 < count <= MOST_MEMBERS):
            told = _("“%(text)s” không phải số người của một hộ (1 đến %(most)d).")
            self.doubt("members_count", told % {"text": text, "most": MOST_MEMBERS})
            return None
        return count

    def _flag(self, name: str) -> bool | None:
        """Nothing written means nobody knows."""
        word = header_key(self.given[name])
        if word in YES or word in NO:
            return word in YES
        if word:
            self.doubt(name, _("Ghi “có”, “không” hoặc để trống."))
        return None

    def _language(self) -> str:
        text = self.given["language"]
        code = read_language(text) if text else ""
        if code is None:
            self.doubt("language", _("“%(text)s” không có trong danh mục tiếng.") % {"text": text})
        return code or ""


def _cell(cells: Sequence[str], place: int) -> str:
    """A sign that spreadsheets put before a text to keep it a text is no part of it."""
    text = cells[place] if place < len(cells) else ""
    return text[1:].strip() if text[:2] in {"'=", "'+", "'-", "'@"} else text


@cache
def _aliases() -> dict[str, str]:
    return {header_key(row["header"]): row["field"] for row in read_table(ALIASES)}
