"""Plan annexes to download and try: blank, or filled with the sample's 80 tasks, 26 targets."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xaso.lib.numbers import read_number

from .sample_layout import GroupLines, Sheet, annex_sheets
from .word_lists import read_csv

BLANK_LINES = 3
WRITTEN_FOR = 2026


@dataclass(frozen=True)
class SampleTask:
    stt: str
    group: str
    pillar: str
    title: str
    lead: str
    coworkers: str
    due_text: str
    product: str
    budget_million: Decimal | None
    basis: str
    target_code: str


@dataclass(frozen=True)
class SampleTarget:
    code: str
    stt: str
    group: str
    pillar: str
    name: str
    unit: str
    last_year: str
    plan_year: str
    owner: str
    explanation: str


def sample_tasks(year: int = WRITTEN_FOR) -> list[SampleTask]:
    """Every year that stands in a text moves with `year`."""
    return [
        SampleTask(
            stt=row["stt"],
            group=row["group"],
            pillar=row["pillar"],
            title=_moved(row["title"], year),
            lead=row["lead"],
            coworkers=row["coworkers"],
            due_text=_moved(row["due_text"], year),
            product=row["product"],
            budget_million=read_number(row["budget_million"]) if row["budget_million"] else None,
            basis=row["basis"],
            target_code=row["target_code"],
        )
        for row in read_csv("sample-tasks.csv")
    ]


def sample_targets() -> list[SampleTarget]:
    return [SampleTarget(**row) for row in read_csv("sample-targets.csv")]


def filled_annex_xlsx(
    tasks: Sequence[SampleTask],
    targets: Sequence[SampleTarget],
    *,
    commune: str = "xã …",
    year: int | None = None,
) -> bytes:
    return _xlsx(_sheets(tasks, targets, commune, year))


def filled_annex_docx(
    tasks: Sequence[SampleTask],
    targets: Sequence[SampleTarget],
    *,
    commune: str = "xã …",
    year: int | None = None,
) -> bytes:
    return _docx(_sheets(tasks, targets, commune, year))


def blank_annex_xlsx(*, commune: str = "xã …", year: int | None = None) -> bytes:
    return _xlsx(_blank_sheets(commune, year))


def blank_annex_docx(*, commune: str = "xã …", year: int | None = None) -> bytes:
    return _docx(_blank_sheets(commune, year))


def _xlsx(sheets: Sequence[Sheet]) -> bytes:
    # Loaded when somebody wants a sample, to start the program sooner.
    from .sample_xlsx import write_xlsx

    return write_xlsx(sheets)


def _docx(sheets: Sequence[Sheet]) -> bytes:
    from .sample_docx import write_docx

    return write_docx(sheets)


def _moved(text: str, year: int) -> str:
    return re.sub(r"\b20[0-9]{2}\b", lambda found: str(int(found[0]) + year - WRITTEN_FOR), text)


def _sheets(
    tasks: Sequence[SampleTask],
    targets: Sequence[SampleTarget],
    commune: str,
    year: int | None,
) -> list[Sheet]:
    target_groups = _grouped([(target.group, _target_cells(target)) for target in targets])
    task_groups = _grouped([(task.group, _task_cells(task)) for task in tasks])
    return annex_sheets(target_groups, task_groups, commune=commune, year=year)


def _blank_sheets(commune: str, year: int | None) -> list[Sheet]:
    names = dict.fromkeys(task.group for task in sample_tasks())
    lines: GroupLines = [(name, [("",)] * BLANK_LINES) for name in names]
    return annex_sheets(lines, lines, commune=commune, year=year)


def _task_cells(task: SampleTask) -> tuple[str | Decimal, ...]:
    reference = f"CT số {int(task.target_code[2:])} PL I" if task.target_code else ""
    return (
        task.stt,
        task.title,
        task.lead,
        task.coworkers,
        task.due_text,
        task.product,
        "" if task.budget_million is None else task.budget_million,
        "; ".join(filter(None, (reference, task.basis))),
    )


def _target_cells(target: SampleTarget) -> tuple[str | Decimal, ...]:
    return (
        target.stt,
        target.name,
        target.unit,
        read_number(target.last_year),
        read_number(target.plan_year),
        target.owner,
        target.explanation,
    )


def _grouped(rows: Sequence[tuple[str, tuple[str | Decimal, ...]]]) -> GroupLines:
    groups: dict[str, list[tuple[str | Decimal, ...]]] = {}
    for group, cells in rows:
        groups.setdefault(group, []).append(cells)
    return list(groups.items())
