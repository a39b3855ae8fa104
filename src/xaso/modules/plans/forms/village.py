"""What a village head sends from a plain phone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.ui.fields import NumberField
from xaso.lib.text import unit_in_a_sentence
from xaso.modules.plans.lists import outcomes, reasons
from xaso.modules.plans.models import EvidenceKind, TaskVillage

from .fields import LineField, UploadsField, capital

OFFERED = ("XONG", "XONG_MOT_PHAN", "CHUA_XONG")


class VillageReportForm(forms.Form):
    number = NumberField(
        label=_("Con số của thôn"),
        required=False,
        max_digits=18,
        decimal_places=4,
        min_value=0,
        help_text=_("Chưa có số thì để trống, không ghi 0"),
        widget=forms.TextInput(attrs={"class": "big"}),
    )
    photos = UploadsField(label=_("Chụp ảnh"), required=False, photos_only=True, many=False)
    more_photos = UploadsField(
        label=_("Hoặc chọn ảnh có sẵn trong máy"), required=False, photos_only=True
    )
    outcome = forms.ChoiceField(
        label=_("Kết quả"),
        widget=forms.RadioSelect,
        choices=lambda: [(code, outcomes()[code].label) for code in OFFERED],
        error_messages={"required": _("Chọn kết quả: xong hay chưa xong.")},
    )
    reason_code = forms.ChoiceField(
        label=_("Nếu chưa xong: vì sao?"),
        required=False,
        widget=forms.RadioSelect,
        choices=lambda: capital(reasons().items()),
    )
    note = LineField(label=_("Muốn nói thêm"), max_length=500, required=False)

    def __init__(self, *args: Any, row: TaskVillage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._shape_number(row)
        for name in ("photos", "more_photos"):
            self.fields[name].widget.attrs["accept"] = "image/*"
        # `capture` opens the camera at once; the second box is for photos taken without a signal.
        self.fields["photos"].widget.attrs["capture"] = "environment"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["photos"] = [*cleaned.get("photos", []), *cleaned.pop("more_photos", [])]
        outcome = outcomes().get(cleaned.get("outcome", ""))
        if outcome and not outcome.needs_reason:
            cleaned["reason_code"] = cleaned.get("reason_code") or ""
        return cleaned

    def _shape_number(self, row: TaskVillage) -> None:
        task, number = row.task, self.fields["number"]
        if task.evidence_kind != EvidenceKind.SO_LIEU and not task.target_id:
            del self.fields["number"]
            return
        if task.target:
            number.label = _how_many(task.target.unit)
        number.widget.attrs["inputmode"] = "numeric"


def _how_many(unit: str) -> str:
    if unit == "%":
        return _t("Bao nhiêu phần trăm?")
    return _t("Bao nhiêu %(unit)s?") % {"unit": unit_in_a_sentence(unit)}
