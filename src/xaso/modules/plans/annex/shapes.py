"""What reading an annex gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from .headers import Column

ERROR = "error"  # the row stays a draft until someone mends it
WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    code: str
    cell: str
    message: str
    severity: str = ERROR
    suggestion: str = ""


@dataclass(frozen=True)
class AnnexRow:
    """`row` counts from 1 inside `table`. `recurrence` and `due` as in due_text.Due."""

    key: str
    table: str
    row: int
    stt: str
    level: int
    group: str
    pillar: str
    parent: str
    title: str
    lead: str
    coworkers: tuple[str, ...]
    due: date | None
    recurrence: str
    due_day: int | None
    due_text: str
    due_note: str
    due_needs_confirmation: bool
    product: str
    budget_vnd: Decimal | None
    budget_text: str
    basis: str
    target_code: str
    cells: Mapping[str, str] = field(default_factory=dict, hash=False)
    problems: tuple[Problem, ...] = ()

    @property
    def is_acceptable(self) -> bool:
        return all(problem.severity != ERROR for problem in self.problems)


@dataclass(frozen=True)
class AnnexTarget:
    table: str
    row: int
    stt: str
    code: str
    group: str
    pillar: str
    name: str
    unit: str
    last_year: Decimal | None
    last_year_text: str
    plan_year: Decimal | None
    plan_year_text: str
    owner: str
    explanation: str
    cells: Mapping[str, str] = field(default_factory=dict, hash=False)
    problems: tuple[Problem, ...] = ()

    @property
    def is_acceptable(self) -> bool:
        return all(problem.severity != ERROR for problem in self.problems)


@dataclass(frozen=True)
class Annex:
    """`table` is where the tasks stand; `headers` every header by column, for another mapping."""

    kind: str
    sha256: str
    year: int
    table: str
    headers: tuple[str, ...]
    columns: Mapping[str, Column]
    tasks: tuple[AnnexRow, ...]
    target_table: str
    target_columns: Mapping[str, Column]
    targets: tuple[AnnexTarget, ...]
    problems: tuple[Problem, ...] = ()
