"""A whole workbook to a pack: its lines, its groups, its sums, and every problem by its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from xaso.core.files.grid import cell_address
from xaso.core.files.sheets import Sheet
from xaso.lib.numbers import read_number, write_number
from xaso.lib.text import header_key
from xaso.modules.indicators.packs.load import build_pack
from xaso.modules.indicators.packs.value_defs import ValueDef
from xaso.modules.indicators.scoring.pack import Pack

from .header import Header, find_header
from .lines import DOTTED, Corrections, Line, lines_of
from .numbers_of import OwnNumbers
from .problems import Problem, UnreadableWorkbook
from .rows import ReadRow, RowReader, points_in_name, points_of
from .workbook import read_sheets

ZERO = Decimal(0)
FILLED = ("self_score", "explanation", "council_score")


@dataclass
class ReadGroup:
    code: str
    name: str
    max: Decimal | None
    """What the sheet says; None where it says nothing and the sum of the items holds."""
    line: Line | None
    rows: list[ReadRow] = field(default_factory=list)
    is_sure: bool = True
    """False while the points of one of its items cannot be read."""

    @property
    def sum(self) -> Decimal:
        return sum((row.max or ZERO for row in self.rows), ZERO)


@dataclass(frozen=True)
class Reading:
    sheet: str
    title: str
    groups: tuple[ReadGroup, ...]
    problems: tuple[Problem, ...]
    own_defs: tuple[ValueDef, ...]
    layout: Mapping[str, Any]
    """Where scores are filled in later: sheet, columns and rows, counted from 0."""
    troubled: frozenset[int]
    """Rows of the sheet, from 0, that hold a problem."""

    @property
    def rows(self) -> list[ReadRow]:
        return [row for group in self.groups for row in group.rows]

    @property
    def max(self) -> Decimal:
        return sum((group.sum for group in self.groups), ZERO)

    def csv_rows(self, *, only_good: bool = False) -> list[dict[str, str]]:
        return [
            {**row.row, "group_max": f"{group.sum if group.max is None else group.max:f}"}
            for group in self.groups
            for row in group.rows
            if row.item is not None and not (only_good and row.line.row in self.troubled)
        ]


def read_workbook(content: bytes, corrections: Corrections | None = None) -> Reading:
    """UnreadableWorkbook when there is no table at all; everything else is a problem of a cell."""
    header = find_header(read_sheets(content))
    return _Reader(header, corrections or {}).read()


def pack_of(reading: Reading, code: str, settings: Mapping[str, Any]) -> Pack:
    """With problems left, only the lines without: their scores are exact, there is no total."""
    rows = reading.csv_rows(only_good=bool(reading.problems))
    said = {"title": reading.title, **settings, "code": code}
    if reading.problems:
        said["incomplete"] = True
    if not rows:
        raise UnreadableWorkbook(_("Không dòng chỉ số nào đọc được trọn vẹn."))
    return build_pack(code, said, rows, reading.own_defs)


class _Reader:
    def __init__(self, header: Header, corrections: Corrections) -> None:
        self.header, self.sheet = header, header.sheet
        self.numbers = OwnNumbers()
        self.rows = RowReader(self.numbers)
        self.lines = lines_of(header, corrections)
        self.problems: list[tuple[int, Problem]] = []
        self.groups: list[ReadGroup] = []
        self.headings: dict[str, Line] = {}
        self.seen: dict[str, int] = {}

    def read(self) -> Reading:
        marked = any(not DOTTED.fullmatch(line.code) for line in self.lines if _is_heading(line))
        for line in self.lines:
            if line.kind == "heading":
                self._heading(line, opens_group=not (marked and DOTTED.fullmatch(line.code)))
            elif line.kind == "item":
                self._item(line)
        self.groups = [group for group in self.groups if group.rows]
        if not self.groups:
            raise UnreadableWorkbook(_("Dưới dòng tiêu đề không có chỉ số nào."))
        self._sums()
        found = sorted(self.problems, key=lambda each: each[0])
        return Reading(
            sheet=self.sheet.name,
            title=_title(self.sheet, self.header.row) or self.sheet.name,
            groups=tuple(self.groups),
            problems=tuple(problem for _row, problem in found),
            own_defs=self.numbers.definitions,
            layout=self._layout(),
            troubled=frozenset(row for row, _problem in found),
        )

    def _heading(self, line: Line, *, opens_group: bool) -> None:
        if not opens_group:
            self.headings[line.code] = line
            return
        name, written = points_in_name(line.name)
        top = read_number(written) if written else None
        if line.own_text("max_score"):
            top, troubles = points_of(line)
            for place, message in troubles:
                self._doubt(line.row, place, message)
        taken = {group.code for group in self.groups}
        code = line.code if line.code not in taken else f"{line.code}-{len(taken) + 1}"
        self.groups.append(ReadGroup(code, name, top, line))

    def _item(self, line: Line) -> None:
        group = self._group_of(line)
        code = line.code
        if code.isdigit() and group.line is not None and not DOTTED.fullmatch(group.line.code):
            code = f"{group.code}.{code}"
        row = self.rows.read(line, code, {"group_code": group.code, "group_name": group.name})
        for place, message in row.troubles:
            self._doubt(line.row, place, message)
        group.is_sure = group.is_sure and row.max is not None
        if code and code in self.seen:
            said = _("Mã %(code)s bị lặp, đã có ở dòng %(row)d.")
            self._doubt(line.row, "code", said % {"code": code, "row": self.seen[code] + 1})
        self.seen.setdefault(code, line.row)
        group.rows.append(row)

    def _group_of(self, line: Line) -> ReadGroup:
        """Of the column “Nhóm” where there is one, else of the heading above."""
        named = line.text("group")
        if named and not any(group.line for group in self.groups):
            name, written = points_in_name(named)
            key = header_key(name)
            found = next((each for each in self.groups if header_key(each.name) == key), None)
            if found is None:
                top = read_number(written) if written else None
                found = ReadGroup(str(len(self.groups) + 1), name, top, None)
                self.groups.append(found)
            return found
        if not self.groups:
            self.groups.append(ReadGroup("1", _("Toàn bộ"), None, None))
        return self.groups[-1]

    def _sums(self) -> None:
        for group in self.groups:
            if group.max is not None and group.is_sure and group.sum != group.max:
                self._doubt_sum(group.line or group.rows[0].line, group.name, group.sum, group.max)
        for code, line in self.headings.items():
            self._sum_below(code, line)
        total = next((line for line in self.lines if line.kind == "total"), None)
        if total is None or not all(group.is_sure for group in self.groups):
            return
        top, _troubles = points_of(total)
        found = sum((group.sum if group.max is None else group.max for group in self.groups), ZERO)
        if top is not None and top != found:
            self._doubt_sum(total, total.name, found, top)

    def _sum_below(self, code: str, line: Line) -> None:
        top = points_of(line)[0] if line.own_text("max_score") else None
        below = [row for row in self._all_rows() if row.line.code.startswith(f"{code}.")]
        found = sum((row.max or ZERO for row in below), ZERO)
        if top is not None and top != found and all(row.max is not None for row in below):
            self._doubt_sum(line, line.name, found, top)

    def _all_rows(self) -> Iterator[ReadRow]:
        for group in self.groups:
            yield from group.rows

    def _doubt_sum(self, line: Line, name: str, found: Decimal, top: Decimal) -> None:
        words = {"name": name, "found": write_number(found), "max": write_number(top)}
        said = _("“%(name)s” ghi %(max)s điểm, các chỉ số cộng lại %(found)s điểm.") % words
        self._doubt(line.row, "max_score", said)

    def _doubt(self, row: int, place: str, message: str) -> None:
        column = self.header.columns.get(place, self.header.columns["name"])
        problem = Problem(self.sheet.name, cell_address(column, row), message)
        self.problems.append((row, problem))

    def _layout(self) -> dict[str, Any]:
        columns = {name: c for name, c in self.header.columns.items() if name in FILLED}
        rows = {row.code: row.line.row for row in self._all_rows()}
        places = {
            code: {
                name: list(self.sheet.anchors.get((at, c), (at, c))) for name, c in columns.items()
            }
            for code, at in rows.items()
        }
        return {"sheet": self.sheet.name, "places": places}


def _is_heading(line: Line) -> bool:
    return line.kind == "heading"


def _title(sheet: Sheet, header_row: int) -> str:
    """The longest line above the table is what the set is called."""
    above = [cell.own for row in sheet.rows[:header_row] for cell in row if len(cell.own) > 12]
    return max(above, key=len, default="")[:200]
