"""A team and the decisions about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from xaso.core.ui.fields import IdField, VietnameseDateField
from xaso.core.units.models import Village
from xaso.modules.teams.models import Member


class DecisionForm(forms.Form):
    number = forms.CharField(
        label=_("Số quyết định"), max_length=40, help_text=_("Ví dụ: 35/QĐ-UBND.")
    )
    day = VietnameseDateField(label=_("Ngày quyết định"))


class FoundForm(DecisionForm):
    village = IdField(label=_("Thôn"), help_text=_("Chỉ những thôn chưa có tổ."))
    field_order = ("village", "number", "day")

    def __init__(self, *args: Any, villages: Iterable[Village], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(each.pk), capfirst(str(each))) for each in villages]
        fields: dict[str, Any] = self.fields
        fields["village"].choices = [("", _("Chọn thôn")), *named]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "village" in data:
            data["village_id"] = data.pop("village")
        return data


class RenewForm(DecisionForm):
    stays = forms.TypedMultipleChoiceField(
        label=_("Ai tiếp tục ở trong tổ"),
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Người không đánh dấu thôi tham gia từ ngày quyết định. Thêm người mới sau."),
    )

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["stays"].choices = [
            (str(each.pk), f"{each.full_name} – {each.get_role_display()}") for each in members
        ]


class WhyForm(forms.Form):
    reason = forms.CharField(
        label=_("Vì sao cần kiện toàn"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "class": "low"}),
        help_text=_("Ví dụ: tổ trưởng chuyển đi, hai thôn nhập lại."),
    )
