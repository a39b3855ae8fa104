from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.changes import ChangeForm
from xaso.core.ui.fields import VietnameseDateField
from xaso.lib.numbers import read_number, write_number
from xaso.modules.plans.money import sources

from .fields import LineField

UNITS = {
    "": 1, "đ": 1, "đồng": 1, "nghìn": 1_000, "ngàn": 1_000, "tr": 1_000_000,
    "triệu": 1_000_000, "triệu đồng": 1_000_000, "tỷ": 1_000_000_000, "tỉ": 1_000_000_000,
}  # fmt: skip
TYPED = re.compile(r"^([0-9][0-9.,\s]*)\s*([^0-9]*)$")
MOST_VND = 10**13


class VndField(forms.CharField):
    """12.500.000 · 12,5 triệu · 1,2 tỷ; always whole đồng."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Ví dụ 12.500.000 hoặc 12,5 triệu"))
        super().__init__(**kwargs)

    def to_python(self, value: object) -> Any:
        if isinstance(value, int):
            return value
        text = str(value or "").strip().lower()
        if not text:
            return None
        found = TYPED.match(text)
        unit = UNITS.get(found[2].strip()) if found else None
        if found is None or unit is None:
            raise ValidationError(_("Nhập số tiền, ví dụ 12.500.000 hoặc 12,5 triệu."))
        try:
            amount = read_number(found[1].strip()) * unit
        except ValueError as error:
            raise ValidationError(_("Nhập số tiền, ví dụ 12.500.000 hoặc 12,5 triệu.")) from error
        if amount != amount.to_integral_value():
            raise ValidationError(_("Số tiền phải là số đồng tròn."))
        if amount > MOST_VND:
            raise ValidationError(_("Số tiền lớn quá, kiểm tra lại số chữ số 0."))
        return int(amount)

    def validate(self, value: Any) -> None:
        if self.required and value is None:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """A number has no length of letters."""

    def prepare_value(self, value: Any) -> Any:
        return write_number(Decimal(value)) if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "class": "short", "autocomplete": "off"}


class BudgetLineForm(forms.Form):
    content = LineField(
        label=_("Nội dung chi"), max_length=200, help_text=_("Ví dụ: mua 12 bộ phát wifi")
    )
    source = forms.ChoiceField(label=_("Nguồn"), choices=lambda: list(sources().items()))
    planned_vnd = VndField(label=_("Dự toán (đồng)"))
    note = LineField(label=_("Ghi chú"), max_length=300, required=False)


class EditBudgetLineForm(ChangeForm, BudgetLineForm):
    pass


class SpendingForm(forms.Form):
    on_date = VietnameseDateField(label=_("Ngày chi"))
    amount_vnd = VndField(label=_("Số tiền (đồng)"))
    note = LineField(
        label=_("Đợt, chứng từ"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ: đợt 1, hóa đơn số 0012"),
    )
