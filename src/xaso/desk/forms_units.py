"""Forms about villages and clusters, and the file a list of villages comes in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.changes import ChangeForm
from xaso.core.ui.fields import NumberField, YesNoField
from xaso.core.units.models import Village
from xaso.core.units.villages_import import FIELDS

FIELD_WORDS = {
    "name": _("Tên thôn"),
    "kind": _("Loại"),
    "code": _("Mã thôn"),
    "former_unit": _("Thuộc xã cũ"),
    "household_count": _("Số hộ"),
    "is_highland": _("Vùng cao"),
    "has_signal": _("Có sóng điện thoại"),
}


class VillageForm(forms.Form):
    name = forms.CharField(
        label=_("Tên thôn"), max_length=80, help_text=_("Không kèm chữ “thôn”: Mẫu Sơn.")
    )
    kind = forms.ChoiceField(label=_("Loại"), choices=Village.Kind.choices)
    former_unit = forms.CharField(
        label=_("Thuộc xã cũ"),
        max_length=120,
        required=False,
        help_text=_("Cần khi hai thôn trùng tên sau sáp nhập."),
    )
    code = forms.CharField(label=_("Mã thôn"), max_length=12, required=False)
    household_count = NumberField(
        label=_("Số hộ"), required=False, min_value=0, max_value=9999, decimal_places=0
    )
    is_highland = forms.BooleanField(label=_("Thôn vùng cao"), required=False)
    has_signal = YesNoField(label=_("Sóng điện thoại"), yes=_("Có sóng"), no=_("Không có sóng"))
    is_name_sure = forms.BooleanField(
        label=_("Tên đã đối chiếu với danh sách chính thức"), required=False
    )

    def clean_household_count(self) -> int | None:
        count = self.cleaned_data["household_count"]
        return None if count is None else int(count)


class EditVillageForm(ChangeForm, VillageForm):
    pass


class ClusterForm(forms.Form):
    name = forms.CharField(label=_("Tên cụm dân cư"), max_length=80)


class EditClusterForm(ChangeForm, ClusterForm):
    pass


class VillageFileForm(forms.Form):
    file = forms.FileField(
        error_messages={"required": _("Chọn tệp.")},
        label=_("Danh sách thôn"),
        help_text=_(
            "Tệp Excel (.xlsx) hoặc CSV. Chưa ghi gì cho tới khi anh chị xem lại và nhận."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class ColumnsForm(forms.Form):
    """Which column of the file holds what; our guess stands in each select."""

    def __init__(self, *args: Any, headers: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _t("không có cột này"))]
        choices += [(str(index), text) for index, text in enumerate(headers) if text]
        for name in FIELDS:
            self.fields[name] = forms.ChoiceField(
                label=FIELD_WORDS[name], choices=choices, required=name == "name"
            )

    def columns(self) -> dict[str, int]:
        return {name: int(place) for name, place in self.cleaned_data.items() if place}
