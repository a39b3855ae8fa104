"""How small the letters of a one-page sheet must be where no PDF engine can measure it."""

from __future__ import annotations

from xaso.core.papers.compose import Composed, Unit
from xaso.core.papers.grid import Grid, GridRow
from xaso.core.papers.layout import layout
from xaso.core.papers.widths import MM_PER_PT, wrapped_lines

STEP = 0.025
HEAD_MM = 40
HEAD_ROW_LINES = 2


def estimated_scale(composed: Composed) -> float:
    rules = layout()
    page = rules.page_mm.width if composed.landscape else rules.page_mm.height
    room = page - rules.margins_mm.top - rules.margins_mm.bottom - HEAD_MM
    scale = 1.0
    while scale > rules.spacing.smallest_sheet_scale and _height(composed, scale) > room:
        scale -= STEP
    return scale


def _height(composed: Composed, scale: float) -> float:
    rules = layout()
    width = rules.landscape_text_width_mm if composed.landscape else rules.text_width_mm
    size = rules.sizes_pt.sheet * scale
    units = sum(_unit_height(unit, width, size) for unit in composed.units)
    signs = 0.0
    if composed.closing.sign:
        signs = rules.spacing.signing_space_mm * scale + 3 * _line_mm(size)
    return units + signs


def _unit_height(unit: Unit, width_mm: float, size_pt: float) -> float:
    gap = layout().spacing.paragraph_pt * MM_PER_PT
    if not isinstance(unit, Grid):
        return wrapped_lines(unit.text, width_mm, size_pt) * _line_mm(size_pt) + gap
    columns = [share * width_mm for share in unit.shares]
    rows = sum(_row_height(row, columns, size_pt) for row in unit.rows)
    return rows + unit.head_rows * HEAD_ROW_LINES * _line_mm(size_pt) + gap


def _row_height(row: GridRow, columns: list[float], size_pt: float) -> float:
    gaps = layout().spacing
    pairs = zip(row.cells, [sum(columns)] if row.group else columns, strict=True)
    lines = max(
        wrapped_lines(cell.text, wide - 2 * gaps.cell_pad_x_mm, size_pt, bold=row.bold)
        for cell, wide in pairs
    )
    return lines * _line_mm(size_pt) + gaps.cell_pad_top_mm


def _line_mm(size_pt: float) -> float:
    return size_pt * layout().spacing.tight_ratio * MM_PER_PT
