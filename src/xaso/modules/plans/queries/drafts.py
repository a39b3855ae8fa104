"""The drafts of a plan: which may be given to their people now, and what the others still lack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from xaso.modules.plans.five_clear import unclear
from xaso.modules.plans.models import Plan, Task, TaskState

from .people import people_who_may


@dataclass(frozen=True)
class Unready:
    task: Task
    lacks: str
    """In the words of the five "rõ"."""


@dataclass(frozen=True)
class Drafts:
    ready: list[Task]
    unready: list[Unready]


def drafts_of(plan: Plan, day: date) -> Drafts:
    """In the order of the plan; two queries."""
    rows = Task.objects.of(plan.commune).for_rows().filter(plan=plan, state=TaskState.NHAP)
    accepting = set(people_who_may(plan.commune, "plans.accept", day).values_list("pk", flat=True))
    found = Drafts([], [])
    for task in rows.order_by("plan_position", "pk"):
        lacks = _lacks(task, accepting)
        if lacks:
            found.unready.append(Unready(task, ", ".join(lacks)))
        else:
            found.ready.append(task)
    return found


def _lacks(task: Task, accepting: set[UUID]) -> list[str]:
    lacks = [_("chưa %(clear)s") % {"clear": each.label} for each in unclear(task)]
    if task.lead and not task.lead.is_active:
        lacks.append(_("tài khoản %(name)s đã khóa") % {"name": task.lead.full_name})
    if task.follower and task.follower_id not in accepting:
        lacks.append(_("%(name)s không nghiệm thu được") % {"name": task.follower.full_name})
    return lacks
