"""A target of the plan village by village: an offer that adds up, and a number for each."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.whole import WholePage
from xaso.core.units.models import Village
from xaso.modules.indicators import actions
from xaso.modules.indicators.forms.seen import SplitForm
from xaso.modules.indicators.public.targets import target_value
from xaso.modules.indicators.queries.targets import TargetState, written
from xaso.modules.indicators.queries.value_now import ValueNow
from xaso.modules.indicators.queries.values import open_villages
from xaso.modules.indicators.queries.village_targets import offered_split, village_targets


class SplitTarget(WholePage):
    """Rows are kept for good, yet the number that counts is the newest: an old page must not put an
    old number back."""

    right = "indicators.manage"
    form_class = SplitForm
    action = actions.split_target
    saved_by = "target.split"
    template_name = "indicators/split.html"
    submit_label = _("Giao cho các thôn")
    done_message = _("Đã giao mức cho các thôn.")

    @cached_property
    def state(self) -> TargetState:
        return target_value(self.actor.commune, self.kwargs["pk"], timezone.localdate())

    @cached_property
    def villages(self) -> list[Village]:
        return open_villages(self.actor.commune)

    @cached_property
    def offered(self) -> dict[UUID, Decimal]:
        """What stands there already, else an offer."""
        said = village_targets(self.actor.commune, self.state.target.id)
        kept = {pk: row.number for pk, row in said.items()}
        return {**offered_split(self.state.target, self.villages, self._base()), **kept}

    def _base(self) -> ValueNow | None:
        code = self.state.target.base_code
        return next((each for each in self.state.now.values if each.code == code), None)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "villages": self.villages,
            "offered": self.offered,
        }

    def given(self) -> dict[str, Any]:
        return {"target_id": self.state.target.id, "at": timezone.now()}

    def next_url(self, result: object) -> str:
        del result
        return reverse("indicators:target", args=[self.state.target.id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        target = self.state.target
        sum_now = sum(self.offered.values(), Decimal(0)) if self.offered else None
        found = super().get_context_data(
            target=target,
            thing=target,
            goal=written(target, target.target),
            sum_now=sum_now,
            differs=sum_now is not None and not target.base_code and sum_now != target.target,
            cancel_url=self.next_url(None),
            villages=self.villages,
            **kwargs,
        )
        return {**found, "title": _t("Giao chỉ tiêu %(code)s cho thôn") % {"code": target.code}}
