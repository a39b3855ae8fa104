from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xaso.core.ui.fields import NumberField

from .reports import MonthField

MOST_VND = 100_000_000


class DongField(NumberField):
    """Whole đồng; 0 is typed, empty is none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False, min_value=0, max_value=MOST_VND, decimal_places=0, **kwargs
        )

    def clean(self, value: Any) -> int | None:
        found = super().clean(value)
        return None if found is None else int(found)


class AllowanceForm(forms.Form):
    first_month = MonthField(label=_("Dùng từ tháng"), help_text=_("Tháng/năm, ví dụ 12/2026"))
    head_vnd = DongField(label=_("Tổ trưởng (đồng mỗi tháng)"))
    deputy_vnd = DongField(label=_("Tổ phó (đồng mỗi tháng)"))
    member_vnd = DongField(
        label=_("Thành viên (đồng mỗi tháng)"),
        help_text=_("Vai trò không có hỗ trợ thì để trống."),
    )
    least_days = forms.IntegerField(
        label=_("Tham gia ít nhất bao nhiêu ngày trong tháng"),
        min_value=1,
        max_value=28,
        initial=15,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    needs_report = forms.BooleanField(
        label=_("Chỉ tính tháng thôn có báo cáo được duyệt"), required=False
    )
    basis = forms.CharField(
        label=_("Căn cứ"),
        max_length=200,
        help_text=_("Số, ngày văn bản quy định mức hỗ trợ."),
    )
