"""Tasks, plans and targets in the search box of the header."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.events.models import Event
from xaso.core.events.touched import many, subject
from xaso.core.search.kinds import Found, Kind, VillageDoor, offer

from .models import CANCELLED, DONE, ImportedRow, Plan, Target, Task, TaskVillage


def describe_task(task: Task) -> Found:
    return Found(
        title=task.title,
        code=task.code,
        hint=" · ".join(part for part in (task.code, task.lead_unit_text) if part),
        texts=(task.source_number, task.source_issuer, task.product),
        is_over=task.state_order in (DONE, CANCELLED),
    )


def describe_plan(plan: Plan) -> Found:
    return Found(
        title=plan.title,
        code=plan.document_number,
        hint=" · ".join(part for part in (plan.document_number, str(plan.year)) if part),
        is_over=plan.state == Plan.State.KET_THUC,
    )


def describe_target(target: Target) -> Found:
    """Codes of targets repeat in every plan, so they are words and no code to go straight to."""
    return Found(
        title=target.name,
        hint=f"{target.code} · {target.plan.title}",
        texts=(target.unit,),
        is_over=target.plan.state == Plan.State.KET_THUC,
    )


def villages_of(ids: Collection[UUID]) -> Mapping[UUID, Collection[UUID]]:
    """Of tasks people of a village have a page for: not of drafts."""
    rows = TaskVillage.objects.filter(task__in=ids).exclude(task__state=Task.State.NHAP)
    found = defaultdict(set)
    for task, village in rows.values_list("task", "village"):
        found[task].add(village)
    return found


def tasks_of_plan(event: Event) -> Collection[UUID]:
    rows = Task.objects.filter(commune=event.commune_id, plan=event.subject_id)
    return set(rows.values_list("pk", flat=True))


def targets_of_plan(event: Event) -> Collection[UUID]:
    rows = Target.objects.filter(commune=event.commune_id, plan=event.subject_id)
    return set(rows.values_list("pk", flat=True))


def tasks_of_import(event: Event) -> Collection[UUID]:
    rows = ImportedRow.objects.filter(commune=event.commune_id, annex_import=event.subject_id)
    return set(rows.exclude(task=None).values_list("task", flat=True))


def targets_of_import(event: Event) -> Collection[UUID]:
    rows = ImportedRow.objects.filter(commune=event.commune_id, annex_import=event.subject_id)
    return set(rows.exclude(target=None).values_list("target", flat=True))


offer(
    Kind(
        name="nhiem-vu",
        label=_("Nhiệm vụ"),
        model=Task,
        describe=describe_task,
        right="plans.read",
        address=lambda pk: reverse("plans:task", args=[pk]),
        heard={
            "plans.task.*": subject,
            "plans.submission.*": subject,
            "plans.village_report.sent": subject,
            "plans.import.accepted": tasks_of_import,
            "plans.import.undone": many,
            "plans.plan.written": tasks_of_plan,
        },
        villages=villages_of,
        door=VillageDoor(
            "plans.village",
            lambda pk, village: reverse("plans:village-report", args=[pk, village]),
        ),
        order=10,
    )
)
offer(
    Kind(
        name="ke-hoach",
        label=_("Kế hoạch"),
        model=Plan,
        describe=describe_plan,
        right="plans.read",
        address=lambda pk: reverse("plans:plan", args=[pk]),
        heard={"plans.plan.*": subject},
        order=20,
    )
)
offer(
    Kind(
        name="chi-tieu",
        label=_("Chỉ tiêu"),
        model=Target,
        related=("plan",),
        describe=describe_target,
        right="plans.read",
        address=lambda pk: reverse("plans:target", args=[pk]),
        heard={
            "plans.target.*": subject,
            "plans.plan.*": targets_of_plan,
            "plans.import.accepted": targets_of_import,
            "plans.import.undone": many,
        },
        order=30,
    )
)
