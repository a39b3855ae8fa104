"""Patterns a commune may use, and a plan turned into one."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist

from xaso.core.units.models import Commune
from xaso.lib.worktime import Calendar
from xaso.modules.plans.models import Plan, PlanTemplate, Task, TaskState
from xaso.modules.plans.patterns import VILLAGES, Pattern, packaged_patterns, read_pattern

OPEN, FINISHED, CANCELLED = "con_mo", "da_xong", "da_huy"


def own_patterns(commune: Commune) -> list[PlanTemplate]:
    rows = PlanTemplate.objects.of(commune).select_related("made_by")
    return list(rows.order_by("name", "pk"))


def pattern_named(commune: Commune, code: str) -> Pattern:
    """A packaged one by its code, one of the commune by its id."""
    packaged = packaged_patterns().get(code)
    if packaged:
        return packaged
    try:
        row_id = UUID(code)
    except ValueError as error:
        raise ObjectDoesNotExist from error
    return read_pattern(PlanTemplate.objects.of(commune).get(pk=row_id).body)


def first_copies(plan: Plan) -> list[Task]:
    """The tasks of a plan without the later copies of repeated ones, in the order of their days."""
    rows = plan.tasks.filter(series=None).select_related("target", "lead", "follower")
    return list(rows.prefetch_related("villages").order_by("listed_date", "pk"))


def kind_of(task: Task) -> str:
    """One of the three above: what a person chooses by when last year's plan is taken again."""
    if task.state == TaskState.HOAN_THANH:
        return FINISHED
    return CANCELLED if task.state == TaskState.HUY else OPEN


def body_of(plan: Plan, name: str, calendar: Calendar) -> dict[str, Any]:
    """Everything but people, villages of their own and what was reached."""
    goals = list(plan.goals.order_by("order", "pk"))
    places = {goal.pk: place for place, goal in enumerate(goals)}
    whole_year = (plan.period_from, plan.period_to) == _year_of(plan)
    tasks = [task for task in first_copies(plan) if task.state != TaskState.HUY]
    return {
        "code": "",
        "name": name,
        "title": plan.title.replace(str(plan.year), "{nam}"),
        "kind": plan.kind,
        "whole_year": whole_year,
        "length": max(calendar.working_days_between(plan.period_from, plan.period_to), 1),
        "basis": list(plan.basis),
        "goals": [{"pillar": goal.pillar, "text": goal.text} for goal in goals],
        "targets": [
            {
                "pillar": target.pillar, "code": target.code, "name": target.name,
                "unit": target.unit, "direction": target.direction, "note": target.note,
                "number": "" if target.target_number is None else str(target.target_number),
                "per_village": target.per_village, "value_code": target.value_code,
                "base_code": target.base_code,
                "goal": places.get(target.goal_id) if target.goal_id else None,
            }
            for target in plan.targets.order_by("order", "code")
        ],
        "tasks": [_task(task, plan, calendar, whole_year=whole_year) for task in tasks],
    }  # fmt: skip


def _task(task: Task, plan: Plan, calendar: Calendar, *, whole_year: bool) -> dict[str, Any]:
    return {
        "pillar": task.pillar,
        "title": task.title,
        "product": task.product,
        "evidence": task.evidence_kind,
        "count": task.evidence_count,
        "recurrence": task.recurrence,
        "recurrence_day": task.recurrence_day,
        "who": VILLAGES if task.is_led_by_villages else "",
        "each": _same_for_all(task),
        "target": task.target.code if task.target else "",
        "unit": task.lead_unit_text,
        "coworkers": task.coworkers_text,
        "place": task.plan_position,
        **_when(task, plan.period_from, calendar, whole_year=whole_year),
    }


def _when(task: Task, start: date, calendar: Calendar, *, whole_year: bool) -> dict[str, Any]:
    """The day it was first given for: an extension is no habit."""
    due = task.original_due_date or task.due_date
    if task.recurrence or due is None:
        return {}
    if whole_year:
        return {"by": f"{due:%d/%m}"}
    return {"days": max(calendar.working_days_between(start, due), 0)}


def _same_for_all(task: Task) -> str:
    numbers = {row.expected for row in task.villages.all()}
    (number,) = numbers if len(numbers) == 1 else (None,)
    return "" if number is None else str(number)


def _year_of(plan: Plan) -> tuple[date, date]:
    return date(plan.year, 1, 1), date(plan.year, 12, 31)
