"""A system as an officer describes it, and the packaged list with one tick each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.changes import ChangeForm
from xaso.core.people.models import Account
from xaso.core.ui.fields import IdField, VietnameseDateField
from xaso.modules.systems.models import Every, Level, WayOut
from xaso.modules.systems.ready import ReadySystem


def capital(choices: Iterable[tuple[Any, Any]]) -> list[tuple[Any, str]]:
    return [(value, capfirst(str(label))) for value, label in choices]


def named(people: Iterable[Account]) -> list[tuple[str, str]]:
    return [(str(person.pk), person.full_name) for person in people]


class SystemForm(forms.Form):
    name = forms.CharField(label=_("Tên hệ thống"), max_length=160)
    level = forms.ChoiceField(
        label=_("Ai chủ quản"), choices=lambda: capital(Level.choices), widget=forms.RadioSelect
    )
    owner_name = forms.CharField(
        label=_("Cơ quan, đơn vị chủ quản"),
        max_length=120,
        required=False,
        help_text=_("Nơi gọi khi cần cấp, khóa tài khoản."),
    )
    purpose = forms.CharField(
        label=_("Dùng vào việc gì"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "class": "low"}),
    )
    web_address = forms.CharField(
        label=_("Địa chỉ trang"),
        max_length=300,
        required=False,
        help_text=_("Bắt đầu bằng https://, chép từ thanh địa chỉ của trình duyệt."),
    )
    way_out = forms.ChoiceField(
        label=_("Lấy số liệu ra bằng cách nào"),
        choices=lambda: capital(WayOut.choices),
        widget=forms.RadioSelect,
    )
    every = forms.ChoiceField(
        label=_("Bao lâu phải trích xuất một lần"),
        choices=lambda: capital(Every.choices),
        help_text=_("Tháng, quý, năm: hạn là mùng 5 của tháng kế tiếp. Tuần: bảy ngày một lần."),
    )
    responsible = IdField(
        label=_("Người phụ trách"),
        required=False,
        help_text=_("Đến kỳ, người này được nhắc ở trang Việc của tôi."),
    )
    note = forms.CharField(
        label=_("Ghi chú"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Không ghi mật khẩu của bất cứ hệ thống nào."),
    )

    def __init__(self, *args: Any, people: Iterable[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["responsible"].choices = [("", _("Chưa giao ai")), *named(people)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "responsible" in data:
            data["responsible_id"] = data.pop("responsible")
        return data


class EditSystemForm(ChangeForm, SystemForm):
    pass


class ReadyForm(forms.Form):
    codes = forms.MultipleChoiceField(
        label=_("Hệ thống xã đang dùng"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Đánh dấu ít nhất một hệ thống.")},
        help_text=_("Mọi chữ sửa được sau khi thêm."),
    )

    def __init__(self, *args: Any, ready: Iterable[ReadySystem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["codes"].choices = [(each.code, f"{each.name} – {each.purpose}") for each in ready]


class StopForm(forms.Form):
    day = VietnameseDateField(label=_("Ngừng dùng từ ngày"))
    reason = forms.CharField(
        label=_("Vì sao"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "class": "low"}),
        help_text=_("Ví dụ: tỉnh chuyển sang hệ thống mới."),
    )
