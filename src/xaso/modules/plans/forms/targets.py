from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.changes import ChangeForm
from xaso.core.ui.fields import NumberField, VietnameseDateField
from xaso.modules.plans.models import Plan, Target

from .fields import LineField, PersonField, PillarField, capital


class TargetForm(forms.Form):
    code = forms.CharField(
        label=_("Số chỉ tiêu"),
        max_length=20,
        help_text=_("Như trong phụ lục, ví dụ CT 5"),
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    name = LineField(label=_("Tên chỉ tiêu"), max_length=300)
    pillar = PillarField()
    unit = forms.CharField(
        label=_("Đơn vị tính"),
        max_length=40,
        help_text=_("Ví dụ: %, hộ, người, thôn"),
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    target_number = NumberField(
        label=_("Mức phải đạt"),
        required=False,
        max_digits=18,
        decimal_places=4,
        help_text=_("Chưa giao số thì để trống"),
    )
    by_date = VietnameseDateField(
        label=_("Đạt trước hết ngày"),
        required=False,
        help_text=_("Để trống: ngày cuối của kế hoạch"),
    )
    baseline_number = NumberField(
        label=_("Hiện trạng"),
        required=False,
        max_digits=18,
        decimal_places=4,
        help_text=_("Con số lúc bắt đầu; chưa có thì để trống, không ghi 0"),
    )
    direction = forms.ChoiceField(
        label=_("Chiều"),
        choices=lambda: capital(Target.Direction.choices),
        widget=forms.RadioSelect,
    )
    per_village = forms.BooleanField(label=_("Cộng từ số của các thôn"), required=False)
    value_code = forms.CharField(
        label=_("Mã số liệu"),
        max_length=60,
        required=False,
        help_text=_("Để trống nếu chỉ tiêu này không dùng cho bộ chỉ số"),
    )
    base_code = forms.CharField(
        label=_("Mã mẫu số"),
        max_length=60,
        required=False,
        help_text=_("Chỉ ghi khi chỉ tiêu là tỷ lệ: số liệu chia mẫu số"),
    )
    owner = PersonField(
        label=_("Người theo dõi"), required=False, empty_label=_("Chưa có người theo dõi")
    )
    goal: Any = forms.ModelChoiceField(
        None, label=_("Mục tiêu"), required=False, empty_label=_("Không thuộc mục tiêu nào")
    )
    note = LineField(label=_("Cách tính, ghi chú"), max_length=500, required=False)

    def __init__(self, *args: Any, plan: Plan, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        goal: Any = self.fields["goal"]
        owner.queryset = people
        goal.queryset = plan.goals.order_by("order", "pk")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("base_code") and not cleaned.get("value_code"):
            self.add_error("value_code", _t("Ghi mã số liệu của tử số."))
        return cleaned


class EditTargetForm(ChangeForm, TargetForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by_date"].required = True
        self.fields["by_date"].help_text = ""
