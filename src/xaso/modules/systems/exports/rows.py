"""The rows of an export that are data, and the number a cell holds."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from django.utils.translation import gettext as _

from xaso.core.files.grid import cell_address
from xaso.core.files.sheets import Cell, Sheet
from xaso.lib.numbers import read_number
from xaso.lib.text import header_key

from .table import Table
from .words import Kind, kind_of_label

NOTHING = frozenset({"", "-", "–", "—", "…", "...", "x", "X"})
"""What people put where there is no number; it never is a 0."""
LABELS = 2
"""How many of the first texts of a row may call it a total."""
HEAD_LIKE = 2


@dataclass(frozen=True)
class Spot:
    """A cell that could not be read, as a spreadsheet calls it."""

    sheet: str
    cell: str
    message: str
    village: str = ""
    """The key of the name its row has in the village column."""

    @property
    def text(self) -> str:
        words = {"sheet": self.sheet, "cell": self.cell, "message": self.message}
        if not self.sheet:
            return _("Ô %(cell)s: %(message)s") % words
        return _("Trang “%(sheet)s”, ô %(cell)s: %(message)s") % words


@dataclass(frozen=True)
class DataRow:
    index: int
    """From 0."""
    cells: tuple[Cell, ...]
    kind: Kind
    """Empty for a row of data."""

    def at(self, column: int) -> Cell:
        return self.cells[column] if column < len(self.cells) else Cell()

    def texts(self) -> Iterator[str]:
        return (cell.own for cell in self.cells if cell.own and cell.number is None)


def rows_of(table: Table) -> Iterator[DataRow]:
    """Data and totals; empty rows, the header of each page and what stands below are left out."""
    keys = table.by_key.keys()
    for index, cells in enumerate(table.sheet.rows[table.body :], start=table.body):
        if not any(cell.own for cell in cells) or _repeats_header(cells, keys):
            continue
        row = DataRow(index, cells, "")
        kind = _kind_of(row)
        if kind == "end" and _is_sparse(row, len(table.headings)):
            return
        if kind in ("total", "subtotal"):
            yield DataRow(index, cells, kind)
        elif not _is_heading(table.sheet, row, len(table.headings)):
            yield row


def number_in(cell: Cell) -> Decimal | None:
    """None where nothing is written. ValueError where it is no number."""
    if cell.number is not None or cell.text in NOTHING:
        return cell.number
    return read_number(cell.text)


def spot(table: Table, row: int, column: int, message: str, village: str = "") -> Spot:
    return Spot(table.sheet.name, cell_address(column, row), message, village)


def _kind_of(row: DataRow) -> Kind:
    kinds = [kind_of_label(text) for text in islice(row.texts(), LABELS)]
    return next((kind for kind in kinds if kind), "")


def _is_sparse(row: DataRow, columns: int) -> bool:
    """Signatures below a table stand far apart; a row of data fills most of its columns."""
    return 2 * sum(bool(cell.own) for cell in row.cells) <= columns


def _repeats_header(cells: tuple[Cell, ...], keys: Collection[str]) -> bool:
    """The first text tells it mostly; thousands of rows are asked."""
    texts = [cell.own for cell in cells if cell.own]
    if len(texts) < HEAD_LIKE or header_key(texts[0]) not in keys:
        return False
    return {header_key(text) for text in texts} - {""} <= set(keys)


def _is_heading(sheet: Sheet, row: DataRow, columns: int) -> bool:
    """One text across the table ("II. Các thôn vùng cao") is no row of it."""
    filled = [
        column
        for column, cell in enumerate(row.cells)
        if cell.text and sheet.anchors.get((row.index, column), (0, column))[1] == column
    ]
    return columns > HEAD_LIKE and len(filled) == 1
