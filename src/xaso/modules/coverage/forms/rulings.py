from __future__ import annotations

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.modules.coverage.rules import CLASSES


class RulingForm(forms.Form):
    class_name = forms.ChoiceField(
        label=_("Kết luận của xã"),
        required=False,
        choices=lambda: [("", _t("Theo quy tắc")),
                         *((code, capfirst(str(word))) for code, word in CLASSES.items())],
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Vì sao"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "class": "low"}),
        help_text=_("Ví dụ: trạm của Viettel hỏng do bão, đã có lịch sửa."),
    )
