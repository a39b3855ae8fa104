from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from xaso.core.pages.pages import ListPage
from xaso.modules.plans.chips import PLANS
from xaso.modules.plans.models import Plan
from xaso.modules.plans.queries.plan_page import plans_with_progress


class PlanList(ListPage):
    """Every plan with its state and how far its tasks have come, newest first."""

    model = Plan
    right = "plans.read"
    order = ("-year", "-pk")
    template_name = "plans/plans.html"

    def get_queryset(self) -> QuerySet[Any]:
        return plans_with_progress(self.actor, timezone.localdate()).order_by(*self.order)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        for plan in context["slice"].rows:
            plan.chip = PLANS[Plan.State(plan.state)]
            plan.task_total = plan.task_done + plan.task_open
        return context
