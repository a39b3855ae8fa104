"""Plans with what their tasks have come to, and the numbers beside a list of tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Village
from xaso.modules.plans.lists import limits, pillar_label, pillars
from xaso.modules.plans.models import DONE, DRAFT, PAUSED, RUNNING, WAITING, Plan, Target, Task

NO_PILLAR = "khac"


@dataclass(frozen=True)
class PillarProgress:
    code: str
    label: str
    total: int
    """Given and not cancelled."""
    done: int
    late: int

    @property
    def tone(self) -> str:
        if self.late:
            return "bad"
        return "good" if self.total and self.done == self.total else ""


@dataclass(frozen=True)
class ListNumbers:
    pillars: tuple[PillarProgress, ...]
    states: dict[str, int]
    """By the key of the filter: cua_toi, cham, cho_duyet, sap_han, nhap …"""

    @property
    def total(self) -> int:
        return sum(pillar.total for pillar in self.pillars)

    @property
    def done(self) -> int:
        return sum(pillar.done for pillar in self.pillars)


def plans_with_progress(actor: Actor, today: date) -> QuerySet[Plan]:
    targets = (
        Target.objects.filter(plan=OuterRef("pk"))
        .order_by()
        .values("plan")
        .annotate(n=Count("pk"))
    )
    return Plan.objects.of(actor.commune).annotate(
        task_total=Count("tasks", filter=_given("tasks__")),
        task_done=Count("tasks", filter=Q(tasks__state_order=DONE)),
        task_late=Count("tasks", filter=_late("tasks__", today)),
        task_drafts=Count("tasks", filter=Q(tasks__state_order=DRAFT)),
        target_total=Coalesce(
            Subquery(targets.values("n"), output_field=IntegerField()), Value(0)
        ),
    )


def plan_with_numbers(
    actor: Actor, plan_id: UUID, today: date, village_id: UUID | None, target_id: UUID | None
) -> tuple[Plan, ListNumbers, dict[str, str]]:
    """The plan, the numbers of its tasks and the names of what is chosen, in one query."""
    names = {
        "thon": Village.objects.of(actor.commune).filter(pk__in=[village_id]).values("name")[:1],
        "ct": Target.objects.of(actor.commune).filter(pk__in=[target_id]).values("code")[:1],
    }
    plan = (
        Plan.objects.of(actor.commune)
        .select_related("signed_file", "submitted_by", "approved_by")
        .annotate(**_counts("tasks__", "tasks", actor, today))
        .annotate(**{f"name_{key}": Subquery(rows) for key, rows in names.items()})
        .get(pk=plan_id)
    )
    row = vars(plan)
    return plan, _numbers(row), {key: row[f"name_{key}"] or "" for key in names}


def commune_numbers(actor: Actor, today: date) -> ListNumbers:
    """Over all open tasks and those of this year, in one query."""
    rows = Task.objects.of(actor.commune).filter(
        Q(state_order__lte=DRAFT) | Q(year=today.year, state_order=DONE)
    )
    return _numbers(rows.aggregate(**_counts("", "pk", actor, today)))


def names_chosen(
    actor: Actor, village_id: UUID | None, target_id: UUID | None, person_id: UUID | None
) -> dict[str, str]:
    """For a list over all plans: at most one query for each that is chosen."""
    wanted: dict[str, tuple[Any, UUID | None, str]] = {
        "thon": (Village, village_id, "name"),
        "ct": (Target, target_id, "code"),
        "nguoi": (Account, person_id, "full_name"),
    }
    found: dict[str, str] = {}
    for key, (model, row_id, field) in wanted.items():
        if row_id:
            rows = model.objects.filter(commune=actor.commune, pk=row_id)
            found[key] = rows.values_list(field, flat=True).first() or ""
    return found


def _counts(to: str, counted: str, actor: Actor, today: date) -> dict[str, Count]:
    """One conditional count for each number the page shows."""

    def count(condition: Q) -> Count:
        return Count(counted, filter=condition)

    soon = (today, today + timedelta(days=limits().days_soon))
    done, late = Q(**{f"{to}state_order": DONE}), _late(to, today)
    columns = {
        "n_cua_toi": count(Q(**{f"{to}lead": actor.account_id})),
        "n_cham": count(late),
        "n_sap_han": count(Q(**{f"{to}state_order": RUNNING, f"{to}listed_date__range": soon})),
        "n_cho_duyet": count(Q(**{f"{to}state_order": WAITING})),
        "n_nhap": count(Q(**{f"{to}state_order": DRAFT})),
    }
    for code in [*pillars(), ""]:
        here, name = Q(**{f"{to}pillar": code}), code or NO_PILLAR
        columns[f"total_{name}"] = count(here & _given(to))
        columns[f"done_{name}"] = count(here & done)
        columns[f"late_{name}"] = count(here & late)
    return columns


def _numbers(row: dict[str, Any]) -> ListNumbers:
    found = [
        PillarProgress(
            code=code,
            label="" if code == NO_PILLAR else pillar_label(code),
            total=row[f"total_{code}"],
            done=row[f"done_{code}"],
            late=row[f"late_{code}"],
        )
        for code in [*pillars(), NO_PILLAR]
    ]
    states = {key[2:]: value for key, value in row.items() if key.startswith("n_")}
    return ListNumbers(
        pillars=tuple(each for each in found if each.total or each.code in _first_three()),
        states=states,
    )


def _first_three() -> list[str]:
    """The pillars of every plan; the cross groups show when they have tasks."""
    return list(pillars())[:3]


def _given(to: str) -> Q:
    return Q(**{f"{to}state_order__in": [RUNNING, WAITING, PAUSED, DONE]})


def _late(to: str, today: date) -> Q:
    """As TaskQuerySet.late_on."""
    running = Q(**{f"{to}state_order": RUNNING, f"{to}listed_date__lt": today})
    return running | Q(
        **{f"{to}state_order": WAITING, f"{to}submitted_on__gt": F(f"{to}due_date")}
    )
