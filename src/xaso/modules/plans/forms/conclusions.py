from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.ui.fields import VietnameseDateField
from xaso.core.units.models import Commune
from xaso.modules.plans.models import Plan
from xaso.modules.plans.queries.listening import listener
from xaso.modules.plans.queries.people import people_who_may
from xaso.modules.plans.spoken import Heard

from .fields import LineField, PersonField

MOST_LINES = 60


class ConclusionsForm(forms.Form):
    """One box: a line for each conclusion."""

    lines = forms.CharField(
        label=_("Kết luận, mỗi dòng một việc"),
        max_length=12_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Viết: việc; người làm; hạn. Ví dụ: Lắp wifi nhà văn hóa; Lan; 30/11."
            " Giao mọi thôn thì viết “các thôn”, giao một thôn thì viết tên thôn."
        ),
    )
    meeting = LineField(label=_("Cuộc họp"), max_length=160)
    on_date = VietnameseDateField(label=_("Ngày họp"))
    follower = PersonField(
        label=_("Người chủ trì họp, nghiệm thu các việc này"), empty_label=_("Chưa chọn")
    )
    plan = forms.ModelChoiceField(
        Plan.objects.none(),
        label=_("Kế hoạch"),
        required=False,
        empty_label=_("Ngoài kế hoạch"),
    )
    with_paper = forms.BooleanField(
        label=_("Soạn luôn dự thảo thông báo kết luận"), required=False, initial=True
    )

    def __init__(
        self, *args: Any, commune: Commune, today: date, may_draft: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.commune, self.today = commune, today
        fields: dict[str, Any] = self.fields
        fields["follower"].queryset = people_who_may(commune, "plans.accept", today)
        plans = Plan.objects.of(commune).exclude(state=Plan.State.KET_THUC)
        fields["plan"].queryset = plans.order_by("-year", "title")
        if not may_draft:
            del self.fields["with_paper"]

    def clean_lines(self) -> list[Heard]:
        heard = listener(self.commune, self.today).hear_all(self.cleaned_data["lines"])
        if not heard:
            raise forms.ValidationError(_t("Ghi ít nhất một kết luận."))
        if len(heard) > MOST_LINES:
            raise forms.ValidationError(
                _t("Nhiều nhất %(most)s dòng một lần.") % {"most": MOST_LINES}
            )
        return heard
