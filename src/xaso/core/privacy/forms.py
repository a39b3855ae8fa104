from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from .reasons import Reason


class ReasonForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Xem để làm gì"),
        choices=Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn lý do xem.")},
    )
