from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from xaso.core.papers.document import Align, CellValue, Column, GroupRow, Row, Table
from xaso.core.papers.layout import layout
from xaso.core.papers.plain import plain
from xaso.core.papers.widths import text_width_mm
from xaso.lib.numbers import write_number

WIDEST_WORD_SHARE = 0.3
ROUNDING_MM = 0.3


@dataclass(frozen=True, kw_only=True)
class HeadCell:
    text: str
    x: int
    y: int
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, kw_only=True)
class Cell:
    text: str
    align: str


@dataclass(frozen=True, kw_only=True)
class GridRow:
    """A group row has one cell that runs over all columns."""

    cells: tuple[Cell, ...]
    bold: bool = False
    group: bool = False


@dataclass(frozen=True, kw_only=True)
class Grid:
    """`shares` are column widths that sum to 1."""

    shares: tuple[float, ...]
    head: tuple[HeadCell, ...]
    head_rows: int
    rows: tuple[GridRow, ...]
    type: str = "grid"


def compose_grid(table: Table, width_mm: float) -> Grid:
    head = head_cells(table.columns)
    rows = tuple(_row(table.columns, row) for row in table.rows)
    needed = _needed_mm(len(table.columns), head, rows)
    return Grid(
        shares=_shares([column.width for column in table.columns], needed, width_mm),
        head=head,
        head_rows=1 + max(cell.y for cell in head),
        rows=rows,
    )


def head_cells(columns: tuple[Column, ...]) -> tuple[HeadCell, ...]:
    if not any(column.over for column in columns):
        return tuple(HeadCell(text=plain(c.title), x=x, y=0) for x, c in enumerate(columns))
    cells = []
    for over, group in groupby(enumerate(columns), key=lambda pair: pair[1].over):
        members = list(group)
        if over:
            cells.append(HeadCell(text=plain(over), x=members[0][0], y=0, colspan=len(members)))
        cells += [
            HeadCell(text=plain(c.title), x=x, y=1)
            if over
            else HeadCell(text=plain(c.title), x=x, y=0, rowspan=2)
            for x, c in members
        ]
    return tuple(cells)


def _needed_mm(count: int, head: tuple[HeadCell, ...], rows: tuple[GridRow, ...]) -> list[float]:
    """How wide each column must be so that its longest word stays whole."""
    texts: list[set[str]] = [set() for _ in range(count)]
    for cell in head:
        if cell.colspan == 1:
            texts[cell.x].update(cell.text.split())
    for row in rows:
        for words, content in zip(texts, row.cells, strict=False):
            if not row.group:
                words.update(content.text.split())
    size = layout().sizes_pt.table
    pad = 2 * layout().spacing.cell_pad_x_mm + ROUNDING_MM
    return [
        pad + max((text_width_mm(word, size, bold=True) for word in words), default=0)
        for words in texts
    ]


def _shares(asked: list[float], needed_mm: list[float], width_mm: float) -> tuple[float, ...]:
    """As asked, except that a column too narrow for its words takes the room from the others."""
    total = sum(asked)
    least = [min(need / width_mm, WIDEST_WORD_SHARE) for need in needed_mm]
    shares = [part / total for part in asked]
    narrow = [share < floor for share, floor in zip(shares, least, strict=True)]
    taken = sum(floor for floor, is_narrow in zip(least, narrow, strict=True) if is_narrow)
    rest = sum(share for share, is_narrow in zip(shares, narrow, strict=True) if not is_narrow)
    if taken >= 1 or not rest:
        return tuple(shares)
    return tuple(
        floor if is_narrow else share * (1 - taken) / rest
        for share, floor, is_narrow in zip(shares, least, narrow, strict=True)
    )


def _row(columns: tuple[Column, ...], row: Row | GroupRow) -> GridRow:
    if isinstance(row, GroupRow):
        return GridRow(cells=(Cell(text=plain(row.text), align="left"),), bold=True, group=True)
    cells = tuple(
        Cell(text=cell_text(value), align=cell_align(column.align, value))
        for column, value in zip(columns, row.cells, strict=True)
    )
    return GridRow(cells=cells, bold=row.bold)


def cell_text(value: CellValue) -> str:
    if isinstance(value, str):
        return plain(value)
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else write_number(value)


def cell_align(align: Align, value: CellValue) -> str:
    if align != "auto":
        return align
    if isinstance(value, int | Decimal):
        return "right"
    return "left" if isinstance(value, str) else "center"
