"""A plan as it is handed over before it is written: by a template, last year's plan, the roadmap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True)
class GoalSketch:
    pillar: str
    text: str


@dataclass(frozen=True)
class TargetSketch:
    pillar: str
    code: str
    name: str
    unit: str = ""
    direction: str = "up"
    by_date: date | None = None
    """None: the last day of the plan."""
    baseline: Decimal | None = None
    target: Decimal | None = None
    """None: the number is still to be set."""
    per_village: bool = False
    value_code: str = ""
    base_code: str = ""
    note: str = ""
    goal: int | None = None
    """Which of the goals of the sketch it serves, counted from 0."""
    owner_id: UUID | None = None


@dataclass(frozen=True)
class TaskSketch:
    pillar: str
    title: str
    evidence_kind: str = ""
    evidence_count: int = 1
    due: date | None = None
    recurrence: str = ""
    lead_id: UUID | None = None
    follower_id: UUID | None = None
    """Who accepts the result."""
    target_code: str = ""
    place: str = ""
    """Where the task stands in the plan: "CT số 5 PL I; P.III mục 2.1"."""
    basis: str = ""
    villages: tuple[UUID, ...] = ()
    """Without a lead, the heads of these villages lead it together."""
    lead_role: str = ""
    expected_per_village: Decimal | None = None
    product: str = ""
    lead_unit: str = ""
    coworkers: str = ""
    due_note: str = ""
    recurrence_day: int | None = None
    recurrence_until: date | None = None
    priority: int = 2
    budget_million: Decimal | None = None
    source_kind: str = "ke_hoach"


@dataclass(frozen=True)
class PlanSketch:
    title: str
    year: int
    kind: str = "nam"
    period_from: date | None = None
    """Without a period the plan runs over its year."""
    period_to: date | None = None
    basis: tuple[str, ...] = ()
    """Codes of LegalText."""
    goals: tuple[GoalSketch, ...] = ()
    targets: tuple[TargetSketch, ...] = ()
    tasks: tuple[TaskSketch, ...] = ()
    parent_id: UUID | None = None
