"""Giao việc từ văn bản đến, on one page."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import Commune
from xaso.modules.plans.queries.listening import listener
from xaso.modules.plans.spoken import Heard

from .task import DraftForm


class DocumentForm(DraftForm):
    """What stands on the paper comes first; other tasks of the same paper in one box."""

    more = forms.CharField(
        label=_("Việc khác trong văn bản này, mỗi dòng một việc"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Viết: việc; người làm; hạn. Để trống người, hạn thì theo việc ở trên."),
    )

    SECTIONS = (
        (_("Văn bản đến"), ("source_number", "source_date", "source_issuer", "source_clause",
                            "scan"), False),
        (_("Rõ việc, rõ người"), ("title", "lead", "lead_role"), False),
        (_("Các thôn phải làm"), ("all_villages", "villages", "expected_per_village"),
         True),
        (_("Rõ thời gian"), ("due_date",), False),
        (_("Rõ sản phẩm, rõ trách nhiệm"), ("evidence_kind", "evidence_count", "follower"), False),
        (_("Văn bản này có nhiều việc"), ("more",), True),
        (_("Thêm: kế hoạch, chỉ tiêu, phối hợp, lặp lại"), (
            "product", "coworkers_text", "plan", "target", "pillar", "plan_position", "due_note",
            "recurrence", "recurrence_day", "recurrence_until", "source_kind", "priority", "budget_million",
            "lead_unit_text"), True),
    )  # fmt: skip

    def _put_choices(self, commune: Commune, today: date) -> None:
        super()._put_choices(commune, today)
        self.place = (commune, today)

    def clean_more(self) -> list[Heard]:
        text = self.cleaned_data["more"]
        return listener(*self.place).hear_all(text) if text.strip() else []
