"""A form or an item of the commune's own, and the day reports are due."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xaso.modules.teams.models import ItemKind

from .members import capital
from .reports import MonthField


class OwnFormForm(forms.Form):
    name = forms.CharField(
        label=_("Tên biểu"), max_length=80, help_text=_("Ví dụ: Báo cáo chuyển đổi số của thôn.")
    )
    first_month = MonthField(label=_("Dùng từ tháng"), help_text=_("Tháng/năm, ví dụ 12/2026"))


class OwnItemForm(forms.Form):
    form = forms.ChoiceField(label=_("Thêm vào biểu"))
    label = forms.CharField(
        label=_("Tên mục"), max_length=120, help_text=_("Ví dụ: hộ vào nhóm Zalo của thôn.")
    )
    unit = forms.CharField(label=_("Đơn vị tính"), max_length=20)
    kind = forms.ChoiceField(
        label=_("Loại số"),
        choices=lambda: capital(ItemKind.choices),
        widget=forms.RadioSelect,
        initial=ItemKind.STOCK,
    )
    is_whole = forms.BooleanField(label=_("Chỉ nhận số nguyên"), required=False, initial=True)
    is_public = forms.BooleanField(
        label=_("Được công khai"), required=False, help_text=_("Chỉ số đã duyệt.")
    )
    is_guarded = forms.BooleanField(
        label=_("Giữ kín"),
        required=False,
        help_text=_("Không hiện trong bảng tổng hợp, tệp tải về và nơi công khai."),
    )
    first_month = MonthField(label=_("Dùng từ tháng"), help_text=_("Tháng/năm, ví dụ 12/2026"))

    def __init__(self, *args: Any, forms_known: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = forms_known  # type: ignore[attr-defined]


class EndItemForm(forms.Form):
    last_month = MonthField(label=_("Dùng đến hết tháng"), help_text=_("Tháng/năm, ví dụ 12/2026"))


class ReportDayForm(forms.Form):
    day = forms.IntegerField(
        label=_("Hạn gửi: ngày mấy trong tháng"),
        min_value=1,
        max_value=28,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "short"}),
        help_text=_("Từ 1 đến 28."),
    )
    first_month = MonthField(label=_("Dùng từ tháng"), help_text=_("Tháng/năm, ví dụ 12/2026"))
