"""One step with a plan or a task: a small form, one action, one sentence, on to the next page."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from xaso.core.pages.addresses import own_address
from xaso.core.pages.changes import ChangePage
from xaso.core.pages.pages import ActionPage
from xaso.core.pages.whole import WholePage
from xaso.core.ui.notices import tell
from xaso.modules.plans.models import Plan, Task


class Step(ActionPage):
    """`next` in the address or the form, when it is ours, says where to go afterwards."""

    right = "plans.read"
    template_name = "plans/step.html"
    lead: Any = ""
    sentence: Any = ""
    """What the next page says."""
    is_danger = False

    def home_url(self) -> str:
        """The page of the thing this step is about."""
        raise NotImplementedError

    def said(self, result: Any) -> str:
        return str(self.sentence)

    def undo_url(self, result: Any) -> str:
        return ""

    def done(self, result: Any) -> HttpResponse:
        url = self.asked_next() or self.next_url(result)
        see = self.home_url() if url != self.home_url() else ""
        tell(self.request, self.said(result), see=see, undo=self.undo_url(result))
        return redirect(url)

    def next_url(self, result: Any) -> str:
        return self.home_url()

    def asked_next(self) -> str:
        asked = self.request.POST.get("next") or self.request.GET.get("next") or ""
        return own_address(self.request, asked)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given = {
            "cancel_url": self.asked_next() or self.home_url(),
            "next": self.asked_next(),
            "lead": self.lead,
            "is_danger": self.is_danger,
        }
        return super().get_context_data(**{**given, **kwargs})


class PlanStep(Step):
    @cached_property
    def plan(self) -> Plan:
        return Plan.objects.of(self.actor.commune).get(pk=self.kwargs["plan_id"])

    def home_url(self) -> str:
        return self.plan.get_absolute_url()

    def given(self) -> dict[str, Any]:
        return {"plan_id": self.plan.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(plan=self.plan, thing=self.plan, **kwargs)


class TaskStep(Step):
    @cached_property
    def task(self) -> Task:
        rows = Task.objects.of(self.actor.commune)
        return rows.select_related("lead", "follower", "target", "plan").get(
            pk=self.kwargs["task_id"]
        )

    def home_url(self) -> str:
        return self.task.get_absolute_url()

    def given(self) -> dict[str, Any]:
        return {"task_id": self.task.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(task=self.task, thing=self.task, **kwargs)


class WholeOfTask(WholePage, TaskStep):
    """Saves several things about one task that others may be saving at once."""

    def belongs_to(self) -> Task:
        return self.task


class ChangeStep(ChangePage, Step):
    """A step with something two people may edit at once."""
