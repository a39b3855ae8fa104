"""Last year's plan as the draft of another year."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor
from xaso.core.units.models import Village
from xaso.modules.plans.lateness import local_day
from xaso.modules.plans.models import Plan, Target, Task
from xaso.modules.plans.queries.patterns import first_copies, kind_of
from xaso.modules.plans.queries.people import people_who_may
from xaso.modules.plans.sketches import GoalSketch, PlanSketch, TargetSketch, TaskSketch

from .plan_writing import write_plan
from .rows import plan_of


@dataclass(frozen=True)
class Cloned:
    plan_id: UUID
    without_lead: int
    """Tasks whose old lead is not there any more."""


@dataclass(frozen=True)
class Still:
    """Who and what is still there on the day of cloning."""

    leads: frozenset[UUID]
    followers: frozenset[UUID]
    villages: frozenset[UUID]


@transaction.atomic
def clone_plan(
    *, actor: Actor, plan_id: UUID, title: str, year: int, takes: Collection[str], at: datetime
) -> Cloned:
    """Days move by whole years, people stay where they still work here, numbers are left behind."""
    actor.must("plans.write")
    plan = plan_of(actor, plan_id)
    if year <= plan.year:
        raise ValidationError(
            {"year": _("Chọn năm sau năm %(year)s của kế hoạch này.") % {"year": plan.year}}
        )
    still = _still(actor, local_day(at))
    tasks = [task for task in first_copies(plan) if kind_of(task) in takes]
    sketch = _sketch(plan, title, year, tasks, still)
    lost = sum(task.lead_id is not None and task.lead_id not in still.leads for task in tasks)
    return Cloned(write_plan(actor=actor, sketch=sketch, at=at), lost)


def moved(day: date, years: int) -> date:
    """The same day of another year; 29/2 becomes 28/2 where there is none."""
    year = day.year + years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def _still(actor: Actor, day: date) -> Still:
    def able(right: str) -> frozenset[UUID]:
        return frozenset(people_who_may(actor.commune, right, day).values_list("pk", flat=True))

    villages = Village.objects.of(actor.commune).filter(closed_at=None)
    return Still(
        able("plans.work"), able("plans.accept"), frozenset(villages.values_list("pk", flat=True))
    )


def _sketch(plan: Plan, title: str, year: int, tasks: list[Task], still: Still) -> PlanSketch:
    years = year - plan.year
    goals = list(plan.goals.order_by("order", "pk"))
    places = {goal.pk: place for place, goal in enumerate(goals)}
    return PlanSketch(
        title=title,
        year=year,
        kind=plan.kind,
        period_from=moved(plan.period_from, years),
        period_to=moved(plan.period_to, years),
        basis=tuple(plan.basis),
        goals=tuple(GoalSketch(goal.pillar, goal.text) for goal in goals),
        targets=tuple(
            _target(target, years, places, still)
            for target in plan.targets.order_by("order", "code")
        ),
        tasks=tuple(_task(task, years, still) for task in tasks),
        parent_id=plan.parent_id if plan.parent and plan.parent.period_to.year >= year else None,
    )


def _target(target: Target, years: int, places: dict[UUID, int], still: Still) -> TargetSketch:
    return TargetSketch(
        pillar=target.pillar,
        code=target.code,
        name=target.name,
        unit=target.unit,
        direction=target.direction,
        by_date=moved(target.by_date, years),
        per_village=target.per_village,
        value_code=target.value_code,
        base_code=target.base_code,
        note=target.note,
        goal=places.get(target.goal_id) if target.goal_id else None,
        owner_id=target.owner_id if target.owner_id in still.leads | still.followers else None,
    )


def _task(task: Task, years: int, still: Still) -> TaskSketch:
    due, until = task.original_due_date or task.due_date, task.recurrence_until
    villages = [row.village_id for row in task.villages.all()]
    return TaskSketch(
        pillar=task.pillar,
        title=task.title,
        product=task.product,
        evidence_kind=task.evidence_kind,
        evidence_count=task.evidence_count,
        due=moved(due, years) if due else None,
        due_note=task.due_note,
        recurrence=task.recurrence,
        recurrence_day=task.recurrence_day,
        recurrence_until=moved(until, years) if until else None,
        lead_id=task.lead_id if task.lead_id in still.leads else None,
        lead_role=task.lead_role,
        lead_unit=task.lead_unit_text,
        follower_id=task.follower_id if task.follower_id in still.followers else None,
        coworkers=task.coworkers_text,
        target_code=task.target.code if task.target else "",
        place=task.plan_position,
        villages=tuple(village for village in villages if village in still.villages),
        priority=task.priority,
    )


__all__ = ["clone_plan"]
