from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xaso.core.ui.fields import NumberField, VietnameseDateField
from xaso.modules.coverage.ranking import LEAST, MOST

WEIGHT = "he_so_"


class WeightsForm(forms.Form):
    since = VietnameseDateField(label=_("Dùng từ ngày"))
    reason = forms.CharField(
        label=_("Vì sao"),
        max_length=300,
        help_text=_("Ví dụ: thống nhất tại cuộc họp ngày…; trường học ưu tiên trước."),
    )

    def __init__(self, *args: Any, words: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        """`words`: what each weight is called, by its code."""
        super().__init__(*args, **kwargs)
        self.codes = []
        for code, word in words:
            self.codes.append(code)
            self.fields[WEIGHT + code] = NumberField(
                label=word, min_value=LEAST, max_value=MOST, max_digits=4, decimal_places=2
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        told: dict[str, Decimal] = {
            code: data[WEIGHT + code] for code in self.codes if WEIGHT + code in data
        }
        return {"since": data.get("since"), "reason": data.get("reason", ""), "weights": told}
