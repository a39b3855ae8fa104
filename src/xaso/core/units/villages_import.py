"""A list of villages from an Excel or CSV file: read, doubted cell by cell, nothing written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from xaso.core.files.grid import Grid, Limits, cell_address
from xaso.core.files.grid import read_grid as read_table_file
from xaso.lib.numbers import read_count
from xaso.lib.tables import read_table
from xaso.lib.text import fold, header_key

Columns = Mapping[str, int]
Fact = str | int | bool | None

FIELDS = (
    "name", "kind", "code", "former_unit", "household_count", "is_highland", "has_signal",
)  # fmt: skip
ALIASES = Path(__file__).parent / "data" / "village-headers.csv"
MOST_ROWS, MOST_HOUSEHOLDS, HEADER_WITHIN = 1_000, 10_000, 15
KINDS = (("to dan pho", "to_dan_pho"), ("tdp", "to_dan_pho"), ("thon", "thon"), ("ban", "ban"))
YES = {"x", "co", "1", "dung", "yes", "v"}
NO = {"khong", "0", "sai", "no"}


@dataclass(frozen=True)
class Problem:
    cell: str
    """As a spreadsheet calls it: "B7"."""
    message: str


@dataclass(frozen=True)
class VillageRow:
    row: int
    facts: Mapping[str, Fact]
    """Only the fields the file has a column for; `name` and `kind` always."""
    problems: tuple[Problem, ...] = field(default=())

    @property
    def name(self) -> str:
        return str(self.facts["name"])

    @property
    def key(self) -> tuple[str, str]:
        return fold(self.name), fold(str(self.facts.get("former_unit") or ""))


def read_grid(content: bytes) -> Grid:
    """The first sheet, or the lines of a CSV file, as texts."""
    return read_table_file(content, Limits(rows=MOST_ROWS))


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


def read_villages(grid: Grid, header: int, columns: Columns) -> list[VillageRow]:
    """Rows without any of the wanted cells are skipped; a twin further down is named."""
    rows, seen = [], dict[tuple[str, str], int]()
    for index, cells in enumerate(grid[header + 1 :], start=header + 1):
        given = {name: _cell(cells, place) for name, place in columns.items()}
        if not any(given.values()) or header_key(given.get("name", "")) in _aliases():
            continue
        row = _RowReader(index, given, columns).read()
        if row.name and row.key in seen:
            told = _("Trùng với dòng %(row)d.") % {"row": seen[row.key]}
            row = _with_problem(row, cell_address(columns["name"], index), told)
        seen.setdefault(row.key, row.row)
        rows.append(row)
    return rows


class _RowReader:
    """One row on its way to facts; each doubt names its cell."""

    def __init__(self, index: int, given: Mapping[str, str], columns: Columns) -> None:
        self.index, self.given, self.columns = index, given, columns
        self.problems: list[Problem] = []

    def read(self) -> VillageRow:
        facts: dict[str, Fact] = {}
        facts["kind"], facts["name"] = self._kind_and_name()
        for name, longest in (("code", 12), ("former_unit", 120)):
            if name in self.given:
                facts[name] = self._text(name, longest)
        if "household_count" in self.given:
            facts["household_count"] = self._count()
        for name in ("is_highland", "has_signal"):
            if name in self.given:
                facts[name] = self._flag(name)
        return VillageRow(self.index + 1, facts, tuple(self.problems))

    def doubt(self, name: str, message: str) -> None:
        place = self.columns.get(name, self.columns.get("name", 0))
        self.problems.append(Problem(cell_address(place, self.index), message))

    def _kind_and_name(self) -> tuple[str, str]:
        """Only one kind word is taken off: "Bản Mù" of the kind thôn keeps its "Bản"."""
        typed = self.given.get("kind", "")
        known = dict(KINDS).get(header_key(typed), "")
        if typed and not known:
            self.doubt("kind", _("Loại phải là thôn, bản hoặc tổ dân phố."))
        kind, name = _split_kind(known, self.given.get("name", ""))
        if not name:
            self.doubt("name", _("Thiếu tên thôn."))
        elif len(name) > 80:
            self.doubt("name", _("Tên dài hơn 80 chữ."))
        return kind or "thon", name

    def _text(self, name: str, longest: int) -> str:
        text = self.given[name]
        if len(text) > longest:
            self.doubt(name, _("Dài hơn %(longest)d ký tự.") % {"longest": longest})
        return text

    def _count(self) -> int | None:
        text = self.given["household_count"]
        plain = text.replace(" ", "").replace(".", "").replace(",", "")
        if not text:
            return None
        count = read_count(plain)
        if count is not None and count < MOST_HOUSEHOLDS:
            return count
        self.doubt("household_count", _("“%(text)s” không phải số hộ.") % {"text": text})
        return None

    def _flag(self, name: str) -> bool | None:
        """Nothing written means not highland; for the signal it means nobody knows."""
        word = header_key(self.given[name])
        if word in YES or word in NO:
            return word in YES
        if word:
            self.doubt(name, _("Ghi “có”, “không” hoặc để trống."))
        return False if name == "is_highland" else None


def _split_kind(known: str, name: str) -> tuple[str, str]:
    words = header_key(name)
    for prefix, kind in KINDS:
        if words.startswith(f"{prefix} ") and known in ("", kind):
            return kind, name.split(None, prefix.count(" ") + 1)[-1].strip()
    return known, name


def _with_problem(row: VillageRow, cell: str, message: str) -> VillageRow:
    return VillageRow(row.row, row.facts, (*row.problems, Problem(cell, message)))


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


@cache
def _aliases() -> dict[str, str]:
    return {header_key(row["header"]): row["field"] for row in read_table(ALIASES)}
