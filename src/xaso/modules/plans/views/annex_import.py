"""A plan annex comes in: the file, and annexes to try."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.files.kinds import DOCX, XLSX
from xaso.core.pages.pages import ActionPage, Page
from xaso.core.pages.workbook import download
from xaso.core.rights.actor import Actor
from xaso.modules.plans import actions
from xaso.modules.plans.actions import Upload
from xaso.modules.plans.annex.sample import (
    blank_annex_docx,
    blank_annex_xlsx,
    filled_annex_docx,
    filled_annex_xlsx,
    sample_targets,
    sample_tasks,
)
from xaso.modules.plans.forms.annex import AnnexForm
from xaso.modules.plans.intake.plan_choice import (
    PlanChoice,
    plan_named,
    plans_to_choose,
    usual_choice,
)
from xaso.modules.plans.models import AnnexImport

EARLIER = 5


SAMPLES: dict[str, Callable[[str, int], bytes]] = {
    "phu-luc-mau.docx": lambda commune, year: blank_annex_docx(commune=commune, year=year),
    "phu-luc-mau.xlsx": lambda commune, year: blank_annex_xlsx(commune=commune, year=year),
    "phu-luc-mau-80-viec.docx": lambda commune, year: filled_annex_docx(
        sample_tasks(year), sample_targets(), commune=commune, year=year
    ),
    "phu-luc-mau-80-viec.xlsx": lambda commune, year: filled_annex_xlsx(
        sample_tasks(year), sample_targets(), commune=commune, year=year
    ),
}


class ImportAnnex(ActionPage):
    right = "plans.import"
    form_class = AnnexForm
    template_name = "plans/annex/upload.html"
    title = _("Nhập phụ lục kế hoạch")
    submit_label = _("Đọc tệp")

    @staticmethod
    @transaction.atomic
    def action(*, actor: Actor, plan: str, file: Any, at: Any) -> AnnexImport:
        content = file.read()
        kept_plan = plan_named(actor, plan)
        return actions.start_import(
            actor=actor, plan_id=kept_plan.pk, file=Upload(str(file.name), content), at=at
        )

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def get_form_kwargs(self) -> dict[str, Any]:
        choices = [(choice.value, choice.label) for choice in self.plans]
        return {**super().get_form_kwargs(), "plans": choices}

    def get_initial(self) -> dict[str, Any]:
        return {"plan": self.offered and self.offered.value}

    def refused(self, form: forms.Form, error: ValidationError) -> HttpResponse:
        """Whatever is wrong is wrong with the file."""
        form.add_error("file", error.messages)
        return self.form_invalid(form)

    def next_url(self, result: AnnexImport) -> str:
        return reverse("plans:import-review", args=[result.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        this_year = timezone.localdate().year
        earlier = AnnexImport.objects.of(self.actor.commune).select_related("plan", "file", "by")
        return super().get_context_data(
            plans=self.plans,
            earlier=earlier.order_by("-at")[:EARLIER],
            sample_year=self.offered.year if self.offered else this_year,
            **kwargs,
        )

    @cached_property
    def plans(self) -> list[PlanChoice]:
        return plans_to_choose(self.actor, timezone.localdate())

    @cached_property
    def offered(self) -> PlanChoice | None:
        """The plan the address names, else the one that waits for its annex."""
        asked = self.request.GET.get("ke_hoach", "")
        named = (choice for choice in self.plans if choice.value == asked)
        return next(named, usual_choice(self.plans))


class AnnexSample(Page):
    """Blank or filled, for the year `?nam=`, which is this year when it is not said."""

    right = "plans.import"

    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        if name not in SAMPLES:
            raise Http404(_t("Không có tệp mẫu này."))
        asked, this_year = request.GET.get("nam", ""), timezone.localdate().year
        year = int(asked) if re.fullmatch("20[0-9]{2}", asked) else this_year
        content = SAMPLES[name](self.actor.commune.full_name, year)
        return download(content, name, DOCX if name.endswith(".docx") else XLSX)
