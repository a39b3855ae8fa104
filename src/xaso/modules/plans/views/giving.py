"""Giao việc: all drafts of a plan in one step, after somebody who may not give tasks wrote them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.modules.plans import actions
from xaso.modules.plans.forms.giving import GiveDraftsForm
from xaso.modules.plans.models import Task
from xaso.modules.plans.queries.drafts import Drafts, drafts_of

from .steps import PlanStep


class AssignDrafts(PlanStep):
    right = "plans.assign"
    form_class = GiveDraftsForm
    action = actions.assign_drafts
    title = _("Giao các việc còn là bản nháp")
    template_name = "plans/assign_drafts.html"
    lead = _("Bỏ chọn việc chưa giao. Người được giao thấy việc ở trang “Việc của tôi”.")

    @cached_property
    def drafts(self) -> Drafts:
        return drafts_of(self.plan, timezone.localdate())

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "tasks": self.drafts.ready}

    def given(self) -> dict[str, Any]:
        return {**super().given(), "at": timezone.now()}

    def said(self, result: list[Task]) -> str:
        return _t("Đã giao %(count)d việc.") % {"count": len(result)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(drafts=self.drafts, **kwargs)
        return found | {"submit_label": _t("Giao các việc đã chọn")}
