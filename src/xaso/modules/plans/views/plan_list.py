from __future__ import annotations

from typing import Any

from django.utils import timezone

from xaso.core.pages.pages import ListPage
from xaso.modules.plans.chips import PLANS
from xaso.modules.plans.models import Plan
from xaso.modules.plans.queries.plan_page import progress_of_plans


class PlanList(ListPage):
    """Every plan with its state and how far its tasks have come, newest first."""

    model = Plan
    right = "plans.read"
    order = ("-year", "-pk")
    template_name = "plans/plans.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        plans = context["slice"].rows
        progress = progress_of_plans(plans, timezone.localdate())
        for plan in plans:
            plan.chip, plan.progress = PLANS[Plan.State(plan.state)], progress[plan.pk]
        return context
