"""Task rows: lines with their group, what "nt" stands for, units split, the due day understood."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from xaso.lib.text import fold, header_key

from .amounts import read_vnd, scale_of
from .compare import known_key
from .due_text import Due, read_due
from .grid import EMPTY, Cell
from .groups import Place
from .headers import Header
from .lines import Line, read_lines
from .problems import Reading, row_problems
from .shapes import AnnexRow, Problem
from .unit_names import split_units
from .word_lists import means_as_above

REPEATABLE = ("lead", "coworkers", "due", "product", "budget", "basis", "target")
TARGET_REFERENCE = re.compile(r"\b(?:ct|chi tieu)\s*(?:so\s*)?0*([1-9][0-9]{0,2})\b")
MILLION = 1_000_000


@dataclass
class Walk:
    """What is carried from row to row while reading down one table."""

    header: Header
    year: int
    known: Sequence[str]
    is_working_day: Callable[[date], bool]
    place: Place
    above: dict[str, Cell] = field(default_factory=dict)
    keys: Counter[str] = field(default_factory=Counter)


def read_tasks(
    header: Header, year: int, known: Sequence[str], is_working_day: Callable[[date], bool]
) -> list[AnnexRow]:
    caption = (
        header.grid.caption
        if len(header.grid.caption) <= 80 and not header.grid.caption.startswith("(")
        else ""
    )
    walk = Walk(header, year, known, is_working_day, Place(caption))
    tasks = list[AnnexRow]()
    for line in read_lines(header, "title"):
        if line.kind == "group":
            walk.place.enter_group(line)
        else:
            parent = walk.place.enter_row(line)
            if line.kind == "row":
                tasks.append(_task(walk, line, parent))
    return tasks


def _task(walk: Walk, line: Line, parent: str) -> AnnexRow:
    cells, unresolved = _resolved(walk, line)
    leads = split_units(cells["lead"].text, walk.known)
    coworkers = tuple(
        name
        for name in (*leads[1:], *split_units(cells["coworkers"].text, walk.known))
        if name not in leads[:1]
    )
    due = _due(cells["due"], walk.year)
    budget, budget_problem = _budget(walk, cells["budget"])
    basis = _lines_joined(cells["basis"].text)
    names = {
        name: walk.header.grid.cell_name(line.index, column.index)
        for name, column in walk.header.columns.items()
    }
    key = known_key(line.text, walk.place.group, line.stt)
    walk.keys[key] += 1
    row = AnnexRow(
        key=key if walk.keys[key] == 1 else f"{key}#{walk.keys[key]}",
        table=walk.header.grid.name,
        row=line.index + 1,
        stt=line.stt,
        level=line.level,
        group=walk.place.group,
        pillar=walk.place.pillar,
        parent=parent,
        title=line.text,
        lead=leads[0] if leads else "",
        coworkers=tuple(dict.fromkeys(coworkers)),
        due=due.due,
        recurrence=due.recurrence,
        due_day=due.day,
        due_text=" ".join(cells["due"].text.split()),
        due_note=due.note,
        due_needs_confirmation=due.needs_confirmation,
        product=_lines_joined(cells["product"].text),
        budget_vnd=budget,
        budget_text=cells["budget"].text,
        basis=basis,
        target_code=_target_code(cells["target"].text or basis),
        cells=names,
    )
    reading = Reading(
        row, leads, unresolved, budget_problem, walk.year, walk.known, walk.is_working_day
    )
    return replace(row, problems=row_problems(reading))


def _resolved(walk: Walk, line: Line) -> tuple[dict[str, Cell], list[str]]:
    """ "nt" and "//" take what the row above says in that column, which may itself be repeated."""
    cells, unresolved = dict[str, Cell](), list[str]()
    for name in REPEATABLE:
        cell = line.cells.get(name, EMPTY)
        if means_as_above(cell.text):
            cell = walk.above.get(name, EMPTY)
            if not cell.text:
                unresolved.append(name)
        cells[name] = cell
    walk.above = cells
    return cells, unresolved


def _due(cell: Cell, year: int) -> Due:
    if isinstance(cell.value, date):
        return Due(cell.value)
    return read_due(cell.text, year)


def _budget(walk: Walk, cell: Cell) -> tuple[Decimal | None, str]:
    """The amount and the code of what is doubtful about it."""
    grid, column = walk.header.grid, walk.header.columns.get("budget")
    over = (
        [
            *(
                line[column.index].text
                for line in grid.rows[walk.header.first_row : walk.header.body_row]
            )
        ]
        if column
        else []
    )
    above = [
        part.text
        for line in grid.rows[: walk.header.first_row]
        for part in line
        if "tính" in part.text.lower()
    ]
    scale = scale_of([*over, *above])
    try:
        amount = read_vnd(cell, scale or MILLION)
    except ValueError:
        return None, "bad_budget"
    own_unit = scale_of([cell.text]) is not None
    return amount, "budget_unit" if amount and scale is None and not own_unit else ""


def _target_code(text: str) -> str:
    found = TARGET_REFERENCE.search(fold(text))
    return f"CT{int(found[1]):02d}" if found else ""


def _lines_joined(text: str) -> str:
    return "; ".join(filter(None, (line.strip(" -+•;") for line in text.split("\n"))))


def flag_duplicates(tasks: Sequence[AnnexRow]) -> list[AnnexRow]:
    """The second of two rows that say the same would double the work."""
    first: dict[tuple[str, ...], AnnexRow] = {}
    flagged = list[AnnexRow]()
    for task in tasks:
        same = (
            header_key(task.title),
            header_key(task.group),
            header_key(task.parent),
            header_key(task.lead),
            task.due_text,
            header_key(task.product),
        )
        earlier = first.setdefault(same, task)
        flagged.append(task if earlier is task or not task.title else _flagged(task, earlier))
    return flagged


def _flagged(task: AnnexRow, earlier: AnnexRow) -> AnnexRow:
    problem = Problem(
        "duplicate_row",
        task.cells.get("title", ""),
        _(
            "Ô %(cell)s: nhiệm vụ này trùng với dòng %(row)s (%(table)s). Hãy bỏ một dòng hoặc "
            "sửa cho khác."
        )
        % {"cell": task.cells.get("title", ""), "row": earlier.row, "table": earlier.table},
    )
    return replace(task, problems=(*task.problems, problem))
