from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import LineField


class AskExplanationForm(forms.Form):
    question = LineField(
        label=_("Hỏi về"),
        max_length=300,
        required=False,
        help_text=_("Để trống: vì sao quá hạn và bao giờ xong"),
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Giải trình"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Vì sao chậm, đã làm đến đâu, bao giờ xong. Nhiều nhất 200 chữ."),
    )
