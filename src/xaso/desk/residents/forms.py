"""Forms about households, and the file a list of households comes in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.residents.models import CloseReason
from xaso.core.residents.reading import FIELDS
from xaso.core.units.models import Village

FIELD_WORDS = {
    "village": _("Thôn"),
    "code": _("Mã hộ"),
    "head_name": _("Họ tên chủ hộ"),
    "cluster": _("Cụm dân cư"),
    "members_count": _("Số người"),
    "has_smartphone": _("Có điện thoại thông minh"),
    "language": _("Tiếng nói chính"),
}


class CloseForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Vì sao đóng hộ này"),
        choices=[
            (value, capfirst(str(label)))
            for value, label in CloseReason.choices
            if value in (CloseReason.MOVED, CloseReason.ENDED)
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn lý do đóng hộ.")},
    )


class MergeForm(forms.Form):
    other_code = forms.CharField(
        label=_("Mã của hộ bị ghi trùng"),
        max_length=20,
        help_text=_("Hộ mang mã này sẽ đóng và gộp vào hộ đang xem."),
        error_messages={"required": _("Ghi mã của hộ bị ghi trùng.")},
    )


class HouseholdFileForm(forms.Form):
    file = forms.FileField(
        label=_("Danh sách hộ"),
        error_messages={"required": _("Chọn tệp.")},
        help_text=_(
            "Tệp Excel (.xlsx) hoặc CSV. Chưa ghi gì cho tới khi anh chị xem lại và nhận."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    village = forms.ChoiceField(
        label=_("Danh sách của thôn nào"),
        required=False,
        help_text=_("Để trống nếu tệp có cột thôn."),
    )

    def __init__(self, *args: Any, villages: Iterable[Village], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(village.pk), capfirst(str(village))) for village in villages]
        self.fields["village"].choices = [("", _t("Nhiều thôn, theo cột trong tệp")), *choices]  # type: ignore[attr-defined]

    def clean_village(self) -> UUID | None:
        value = self.cleaned_data["village"]
        return UUID(value) if value else None


class ColumnsForm(forms.Form):
    """Which column of the file holds what; our guess stands in each select."""

    def __init__(self, *args: Any, headers: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _t("không có cột này"))]
        choices += [(str(index), text) for index, text in enumerate(headers) if text]
        for name in FIELDS:
            self.fields[name] = forms.ChoiceField(
                label=FIELD_WORDS[name], choices=choices, required=name == "head_name"
            )

    def columns(self) -> dict[str, int]:
        return {name: int(place) for name, place in self.cleaned_data.items() if place}
