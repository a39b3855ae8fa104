"""The request to the province and the leaders' own promises."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.lib.money import write_vnd
from xaso.modules.roadmap import actions
from xaso.modules.roadmap.forms.roadmaps import NeedsForm, PromisesForm
from xaso.modules.roadmap.models import Commitment, Need
from xaso.modules.roadmap.words import block_name

from .roadmaps import RoadmapStep, WholeOfRoadmap


class DraftNeeds(RoadmapStep):
    action = actions.draft_needs
    title = _("Lập bảng nhu cầu")
    submit_label = _("Lập bảng nhu cầu")
    lead = _("Mỗi viên gạch cần gì, số lượng tính theo số thôn; đơn giá để anh chị ghi.")
    sentence = _("Đã lập bảng nhu cầu. Ghi đơn giá và nguồn, dòng không cần thì ghi số lượng 0.")

    def next_url(self, result: Any) -> str:
        return _needs_url(result)


class NeedsPage(WholeOfRoadmap):
    right = "roadmap.read"
    saved_by = "needs.saved"
    form_class = NeedsForm
    action = actions.save_needs
    title = _("Nhu cầu kiến nghị tỉnh")
    submit_label = _("Lưu bảng nhu cầu")
    template_name = "roadmap/needs.html"

    @cached_property
    def needs(self) -> list[Need]:
        return list(self.roadmap.needs.order_by("block", "item"))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "needs": self.needs}

    def form_valid(self, form: Any) -> HttpResponse:
        result = actions.save_needs(
            actor=self.actor, roadmap_id=self.roadmap.pk, rows=form.wanted()
        )
        return self.done(result)

    def said(self, result: Any) -> str:
        return _t("Đã lưu bảng nhu cầu.")

    def next_url(self, result: Any) -> str:
        return _needs_url(result)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or self.get_form()
        asked = [need for need in self.needs if need.quantity]
        without = sum(need.unit_price_vnd is None for need in asked)
        total = sum(need.cost_vnd or 0 for need in asked)
        return super().get_context_data(
            **{
                **kwargs,
                "form": form,
                "rows": [(block_name(need.block), need, *fields) for need, *fields in form.rows()],
                "total": write_vnd(total),
                "without_price": without,
                "year": self.roadmap.first_day.year,
                "may_write": self.actor.may("roadmap.write"),
                "may_draft": self.actor.may("papers.draft"),
            }
        )


class PromisesPage(WholeOfRoadmap):
    right = "roadmap.read"
    saved_by = "promises.saved"
    form_class = PromisesForm
    action = actions.save_promises
    title = _("Cam kết của lãnh đạo")
    submit_label = _("Lưu cam kết")
    template_name = "roadmap/promises.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = Commitment.objects.filter(roadmap=self.roadmap)
        return {**super().get_form_kwargs(), "known": {row.code: row for row in rows}}

    def form_valid(self, form: Any) -> HttpResponse:
        result = actions.save_promises(
            actor=self.actor, roadmap_id=self.roadmap.pk, promises=form.promises()
        )
        return self.done(result)

    def said(self, result: Any) -> str:
        return _t("Đã lưu. In ra để lãnh đạo ký và công bố ở giao ban.")

    def next_url(self, result: Any) -> str:
        return reverse("roadmap:promises", args=[result.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or self.get_form()
        return super().get_context_data(
            **{
                **kwargs,
                "form": form,
                "rows": form.rows(),
                "year": self.roadmap.first_day.year,
                "may_write": self.actor.may("roadmap.write"),
            }
        )


def _needs_url(roadmap: Any) -> str:
    return reverse("roadmap:needs", args=[roadmap.pk])
