"""The budget of a plan: its own lines and those of its tasks."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from xaso.core.units.models import Commune
from xaso.modules.plans import money
from xaso.modules.plans.models import BudgetLine, Plan, Spending, Task

ORDER = ("source", "pk")


@dataclass(frozen=True)
class Budget:
    lines: list[BudgetLine]
    by_source: list[money.Sum]
    total: money.Sum


def budget_lines(commune: Commune) -> QuerySet[BudgetLine]:
    """Each with what was spent of it (`spent`)."""
    paid = Spending.objects.filter(line=OuterRef("pk")).order_by().values("line")
    sums = paid.annotate(total=Sum("amount_vnd")).values("total")
    rows = BudgetLine.objects.of(commune).annotate(spent=Coalesce(Subquery(sums), 0))
    return rows.select_related("task", "plan").order_by(*ORDER)


def budget_of_plan(plan: Plan) -> Budget:
    rows = budget_lines(plan.commune).filter(Q(plan=plan) | Q(task__plan=plan))
    return _summed(list(rows.distinct()))


def budget_of_task(task: Task) -> Budget:
    return _summed(list(budget_lines(task.commune).filter(task=task)))


def line_with_spending(commune: Commune, line_id: UUID) -> tuple[BudgetLine, list[Spending]]:
    line = budget_lines(commune).get(pk=line_id)
    return line, list(line.spendings.select_related("by").order_by("on_date", "pk"))


def _summed(lines: list[BudgetLine]) -> Budget:
    pairs: dict[str, list[tuple[int, int]]] = {}
    for line in lines:
        pairs.setdefault(line.source, []).append((line.planned_vnd, line.spent))  # type: ignore[attr-defined]
    by_source = [
        money.total_of(money.source_label(source), found) for source, found in pairs.items()
    ]
    everything = [pair for found in pairs.values() for pair in found]
    return Budget(lines, by_source, money.total_of("", everything))
