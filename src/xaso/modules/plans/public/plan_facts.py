"""What the roadmap asks about a plan: is one in force, how far did its parts come."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from xaso.core.units.models import Commune
from xaso.modules.plans.models import CANCELLED, DONE, Plan, Task

MOST_PLANS = 60


@dataclass(frozen=True)
class PlanFact:
    id: UUID
    title: str
    number: str


@dataclass(frozen=True)
class PlaceProgress:
    done: int
    total: int
    """Without what was cancelled."""


@dataclass(frozen=True)
class PlanChoice:
    id: UUID
    title: str
    year: int
    kind: str
    last_year: int


def plan_choices(commune: Commune) -> tuple[PlanChoice, ...]:
    """Plans a report can be about, the newest first."""
    rows = Plan.objects.of(commune).order_by("-year", "id")[:MOST_PLANS]
    return tuple(
        PlanChoice(plan.pk, plan.title, plan.year, plan.kind, plan.period_to.year) for plan in rows
    )


def plan_in_force(commune: Commune, year: int) -> PlanFact | None:
    """The yearly plan that was issued for this year."""
    states = (Plan.State.BAN_HANH, Plan.State.DIEU_CHINH, Plan.State.KET_THUC)
    rows = Plan.objects.of(commune).filter(year=year, kind=Plan.Kind.NAM, state__in=states)
    plan = rows.order_by("pk").first()
    return PlanFact(plan.pk, plan.title, plan.document_number) if plan else None


def progress_by_place(commune: Commune, plan_id: UUID) -> dict[str, PlaceProgress]:
    """By the words of "vị trí trong kế hoạch". One query."""
    rows = Task.objects.of(commune).filter(plan_id=plan_id).exclude(state_order=CANCELLED)
    places = list(rows.values_list("plan_position", "state_order"))
    total = Counter(place for place, _state in places)
    done = Counter(place for place, state in places if state == DONE)
    return {place: PlaceProgress(done[place], count) for place, count in total.items()}
