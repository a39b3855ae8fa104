"""One shape for a sheet and for a Word table: rows of cells, merged cells already resolved."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from xaso.core.files.grid import cell_address

from .errors import AnnexError

MAX_ROWS = 3_000
MAX_COLUMNS = 100


@dataclass(frozen=True, slots=True)
class Cell:
    text: str = ""
    value: Decimal | date | None = None
    width: int = 1
    height: int = 1
    carried: bool = False  # repeats the text of the merged cell above
    covered: bool = False  # lies under the merged cell to the left


EMPTY = Cell()
Merge = tuple[int, int, int, int]


@dataclass(frozen=True)
class Grid:
    kind: str  # "sheet" or "table"
    name: str
    number: int
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def cell_name(self, row: int, column: int) -> str:
        """Indexes count from 0; the name is what the officer finds in Excel or Word."""
        if self.kind == "sheet":
            return cell_address(column, row)
        return _("bảng %(table)s, dòng %(row)s, cột %(column)s") % {
            "table": self.number,
            "row": row + 1,
            "column": column + 1,
        }


def clean(text: str) -> str:
    """Accents composed, spaces single, line breaks kept: they separate units and products."""
    text = unicodedata.normalize("NFC", text).replace("_x000D_", "").replace("\r\n", "\n")
    lines = (" ".join(line.split()) for line in text.replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def merged(
    rows: Sequence[Sequence[Cell]], merges: Sequence[Merge]
) -> tuple[tuple[Cell, ...], ...]:
    """Rows padded to one width; what a merged cell says is carried down its first column."""
    width = max((len(row) for row in rows), default=0)
    filled = [[*row, *[EMPTY] * (width - len(row))] for row in rows]
    budget = 10 * width * len(filled)
    for top, left, bottom, right in merges:
        bottom, right = min(bottom, len(filled) - 1), min(right, width - 1)
        if top > bottom or left > right:
            continue
        budget -= (bottom - top + 1) * (right - left + 1)
        if budget < 0:
            raise AnnexError(
                "broken_file", _("Các ô gộp trong tệp chồng lên nhau. Hãy bỏ gộp ô rồi gửi lại.")
            )
        _merge(filled, (top, left, bottom, right))
    return tuple(tuple(row) for row in filled)


def _merge(rows: list[list[Cell]], merge: Merge) -> None:
    top, left, bottom, right = merge
    anchor = replace(rows[top][left], width=right - left + 1, height=bottom - top + 1)
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            rows[row][column] = Cell(covered=True)
        rows[row][left] = replace(anchor, carried=row > top)
