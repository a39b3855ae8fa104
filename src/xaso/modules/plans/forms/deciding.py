"""What a leader says to a result or to a wish for more time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from .fields import LineField

REASONS = (
    _("Ảnh mờ, không thấy rõ việc"),
    _("Thiếu số liệu"),
    _("Số liệu chưa khớp"),
    _("Thiếu văn bản, thiếu chữ ký"),
    _("Chưa đúng việc được giao"),
)


class ReturnForm(forms.Form):
    """One press on a common reason is enough; own words may be added."""

    common = forms.MultipleChoiceField(
        label=_("Vì sao trả lại"),
        required=False,
        choices=[(str(number), reason) for number, reason in enumerate(REASONS)],
        widget=forms.CheckboxSelectMultiple,
    )
    words = LineField(label=_("Cần làm gì thêm"), max_length=350, required=False, rows=3)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        said = [str(REASONS[int(number)]) for number in cleaned.get("common", [])]
        reason = ". ".join([*said, cleaned.get("words", "")]).strip(" .")
        if not reason and not self.errors:
            self.add_error("common", _t("Chọn hoặc ghi lý do để người nộp biết cần làm gì."))
        return {"reason": reason}


class DecisionForm(forms.Form):
    """The two buttons carry the answer."""

    granted = forms.TypedChoiceField(
        choices=[("1", _("đồng ý")), ("0", _("không đồng ý"))],
        coerce=lambda value: value == "1",
        widget=forms.HiddenInput,
        error_messages={"required": _("Bấm Đồng ý hoặc Không đồng ý.")},
    )
    note = LineField(
        label=_("Ghi chú"),
        max_length=500,
        required=False,
        help_text=_("Bắt buộc khi không đồng ý: nói rõ vì sao"),
    )
