"""A plan annex, as the officer sends it, to rows to be reviewed. Nothing is written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from django.utils.translation import gettext as _

from xaso.lib.text import header_key

from .errors import AnnexError
from .grid import Grid
from .headers import Column, Header, find_header
from .opening import open_package
from .rows import flag_duplicates, read_tasks
from .shapes import WARNING, Annex, AnnexRow, Problem
from .sheet_reader import read_sheets
from .targets import read_targets
from .word_reader import read_tables

LIKE_A_COPY = 0.5


def is_weekday(day: date) -> bool:
    return day.weekday() < 5


def read_annex(
    content: bytes,
    filename: str,
    year: int,
    known_units: Sequence[str] = (),
    mapping: Mapping[str, int | None] | None = None,
    *,
    is_working_day: Callable[[date], bool] = is_weekday,
) -> Annex:
    """`mapping` goes over our guess: field → column counted from 0, None for "not there"."""
    kind, package = open_package(content)
    with package:
        grids = read_sheets(package) if kind == "xlsx" else read_tables(package)
    task_header, target_header = _headers(grids, year, mapping)
    if task_header is None and target_header is None:
        raise AnnexError("no_table", _nothing_found(filename))
    tasks, problems = (
        _tasks(grids, task_header, year, known_units, is_working_day) if task_header else ([], [])
    )
    return Annex(
        kind=kind,
        sha256=sha256(content).hexdigest(),
        year=year,
        table=task_header.grid.name if task_header else "",
        headers=_header_texts(task_header) if task_header else (),
        columns=task_header.columns if task_header else {},
        tasks=tuple(flag_duplicates(tasks)),
        target_table=target_header.grid.name if target_header else "",
        target_columns=target_header.columns if target_header else {},
        targets=tuple(read_targets(target_header)) if target_header else (),
        problems=tuple(problems),
    )


def _headers(
    grids: Sequence[Grid], year: int, mapping: Mapping[str, int | None] | None
) -> tuple[Header | None, Header | None]:
    """The best task table and the best target table; a table is one or the other."""
    tasks, targets = list[Header](), list[Header]()
    for grid in grids:
        task, target = find_header(grid, "task", year), find_header(grid, "target", year)
        if task and (target is None or task.score >= target.score):
            tasks.append(task)
        elif target:
            targets.append(target)
    best = _best(tasks)
    if mapping:
        best = _mapped(best or _assumed(grids, targets), mapping)
    return best, _best(
        [target for target in targets if best is None or target.grid is not best.grid]
    )


def _best(headers: Iterable[Header]) -> Header | None:
    return max(
        headers, key=lambda header: (round(header.score, 1), len(header.grid.rows)), default=None
    )


def _assumed(grids: Sequence[Grid], targets: Sequence[Header]) -> Header | None:
    """No header was understood but the officer names the columns: the longest table."""
    taken = [header.grid for header in targets]
    grid = max(
        (grid for grid in grids if grid.rows and grid not in taken),
        key=lambda grid: len(grid.rows),
        default=None,
    )
    return Header("task", grid, 0, 1, {}) if grid else None


def _mapped(header: Header | None, mapping: Mapping[str, int | None]) -> Header | None:
    if header is None:
        return None
    chosen = {index for index in mapping.values() if index is not None}
    columns = {
        field: column
        for field, column in header.columns.items()
        if field not in mapping and column.index not in chosen
    }
    texts = _header_texts(header)
    for field, index in mapping.items():
        if index is not None and 0 <= index < header.grid.width:
            columns[field] = Column(texts[index], index, 0)
    if "title" not in columns:
        raise AnnexError("no_title_column", _("Hãy chọn cột ghi nội dung nhiệm vụ."))
    return replace(header, columns=columns)


def _header_texts(header: Header) -> tuple[str, ...]:
    lines = header.grid.rows[header.first_row : max(header.body_row, header.first_row + 1)]
    return tuple(
        " - ".join(
            dict.fromkeys(
                " ".join(line[column].text.split()) for line in lines if line[column].text
            )
        )
        for column in range(header.grid.width)
    )


def _tasks(
    grids: Sequence[Grid],
    header: Header,
    year: int,
    known: Sequence[str],
    is_working_day: Callable[[date], bool],
) -> tuple[list[AnnexRow], list[Problem]]:
    """All tables laid out like the chosen one: long annexes are often cut by page or by group."""
    chosen = read_tasks(header, year, known, is_working_day)
    tasks, problems, taken = list[AnnexRow](), list[Problem](), False
    for grid in grids:
        other = _alike(grid, header, year, follows=taken)
        rows = read_tasks(other, year, known, is_working_day) if other else []
        if grid is header.grid:
            tasks, taken = tasks + chosen, True
        elif _repeats(rows, chosen):
            problems.append(_left_out(grid))
        else:
            tasks, taken = tasks + rows, other is not None
    return tasks, problems


def _alike(grid: Grid, header: Header, year: int, *, follows: bool) -> Header | None:
    """A table with the same columns, or one without a header right behind such a table."""
    if grid is header.grid:
        return None
    other = find_header(grid, "task", year)
    if other:
        return other if _places(other) == _places(header) else None
    continues = follows and grid.kind == "table" and grid.width == header.grid.width
    if not continues or len(header.columns) < 4:
        return None
    return replace(header, grid=grid, first_row=0, body_row=0)


def _places(header: Header) -> dict[str, int]:
    return {field: column.index for field, column in header.columns.items()}


def _repeats(more: Sequence[AnnexRow], tasks: Sequence[AnnexRow]) -> bool:
    titles = {header_key(task.title) for task in tasks}
    return bool(more) and sum(
        header_key(row.title) in titles for row in more
    ) >= LIKE_A_COPY * len(more)


def _left_out(grid: Grid) -> Problem:
    return Problem(
        "copy_left_out",
        grid.name,
        _(
            "“%(table)s” có bảng nhiệm vụ gần giống bảng đã đọc nên không đọc thêm. Nếu cần, hãy "
            "gửi riêng bảng đó."
        )
        % {"table": grid.name},
        WARNING,
    )


def _nothing_found(filename: str) -> str:
    return _(
        "Không thấy bảng nhiệm vụ nào trong “%(file)s”. Bảng cần một dòng tiêu đề có “Nhiệm vụ” "
        "và “Chủ trì” hoặc “Thời gian”. Có thể tải phụ lục mẫu về để chép vào."
    ) % {"file": filename}
