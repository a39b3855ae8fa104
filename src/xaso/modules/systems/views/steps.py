"""Pages that do one thing to one system."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone

from xaso.core.pages.addresses import own_address
from xaso.core.pages.pages import ActionPage
from xaso.modules.systems.models import System


class SystemStep(ActionPage):
    right = "systems.write"
    template_name = "systems/step.html"
    said: Any = ""
    needs_today = False
    """The action takes `today`."""

    @cached_property
    def system(self) -> System:
        rows = System.objects.of(self.actor.commune).select_related("responsible")
        return rows.get(pk=self.kwargs["pk"])

    def given(self) -> dict[str, Any]:
        day = {"today": timezone.localdate()} if self.needs_today else {}
        return {"system_id": self.system.pk, **day}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given = {
            "system": self.system,
            "thing": self.system,
            "cancel_url": self.asked_next or self.system.get_absolute_url(),
            "said": self.said,
        }
        return super().get_context_data(**{**given, **kwargs})

    @property
    def asked_next(self) -> str:
        return own_address(self.request, self.request.GET.get("tiep", ""))

    def next_url(self, result: Any) -> str:
        del result
        return self.asked_next or reverse("systems:system", args=[self.system.pk])
