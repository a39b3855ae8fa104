"""Weights of the ranking: those that hold, those before, and a new version from a day on."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import ActionPage, TextPage
from xaso.lib.numbers import write_number
from xaso.modules.coverage import actions
from xaso.modules.coverage.forms.weights import WEIGHT, WeightsForm
from xaso.modules.coverage.ranking import Weights, weight_name, weight_tables, weights_on


class WeightTables(TextPage):
    right = "coverage.read"
    template_name = "coverage/weights.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        now = weights_on(self.actor.commune, today)
        tables = weight_tables(self.actor.commune)
        codes = list(now.by_code)
        return super().get_context_data(
            title=_t("Hệ số xếp hạng"),
            now=now,
            tables=tables,
            has_reasons=any(each.reason for each in tables),
            lines=[
                (capfirst(weight_name(code)),
                 [write_number(each.by_code[code]) if code in each.by_code else ""
                  for each in tables])
                for code in codes
            ],
            may_write=self.actor.may("coverage.write"),
            today=today,
            **kwargs,
        )  # fmt: skip


class AdoptWeights(ActionPage):
    right = "coverage.write"
    form_class = WeightsForm
    template_name = "coverage/adopt_weights.html"
    action = actions.adopt_weights
    title = _("Bản hệ số mới")
    submit_label = _("Dùng bản này")
    done_message = _("Đã ghi bản hệ số mới. Văn bản đã in vẫn giữ bản cũ.")

    @cached_property
    def now(self) -> Weights:
        return weights_on(self.actor.commune, timezone.localdate())

    def get_form_kwargs(self) -> dict[str, Any]:
        words = [(code, capfirst(weight_name(code))) for code in self.now.by_code]
        return {**super().get_form_kwargs(), "words": words}

    def get_initial(self) -> dict[str, Any]:
        weights = {WEIGHT + code: each for code, each in self.now.by_code.items()}
        return {"since": timezone.localdate(), **weights}

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=self.next_url(None), **kwargs)

    def next_url(self, result: Any) -> str:
        return reverse("coverage:weights")
