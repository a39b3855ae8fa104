from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from xaso.core.pages.pages import TextPage
from xaso.modules.plans.queries.counts import village_numbers


class VillageWork(TextPage):
    """What each village still owes, the most late first; a press opens its tasks."""

    right = "plans.read"
    template_name = "plans/village_work.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tasks = reverse("plans:tasks")
        return super().get_context_data(
            villages=[
                {"numbers": numbers, "url": f"{tasks}?thon={numbers.village_id}"}
                for numbers in village_numbers(self.actor.commune, timezone.localdate())
            ],
            **kwargs,
        )
