"""Numbers, accounts and exports of one system."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.ui.fields import VietnameseDateField
from xaso.modules.systems.models import AccountKind, System

from .systems import capital, named


class FigureForm(forms.Form):
    value_code = forms.ChoiceField(label=_("Số liệu"))
    where = forms.CharField(
        label=_("Xem ở mục nào"),
        max_length=200,
        required=False,
        help_text=_("Tên báo cáo hoặc màn hình trong hệ thống ấy, để người sau tìm được."),
    )

    def __init__(self, *args: Any, numbers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["value_code"].choices = [
            ("", _("Chọn số liệu")), *((code, capfirst(name)) for code, name in numbers)
        ]  # fmt: skip


class SourceForm(forms.Form):
    system = forms.ChoiceField(label=_("Lấy ở hệ thống nào"))
    where = forms.CharField(
        label=_("Xem ở mục nào"),
        max_length=200,
        required=False,
        help_text=_("Tên báo cáo hoặc màn hình trong hệ thống ấy, để người sau tìm được."),
    )

    def __init__(self, *args: Any, systems: Iterable[System], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        choices = [(str(each.pk), each.name) for each in systems]
        fields["system"].choices = [("", _("Chọn hệ thống")), *choices]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "system" in data:
            data["system_id"] = UUID(data.pop("system"))
        return data


class AccountForm(forms.Form):
    holder = forms.ChoiceField(label=_("Người giữ"))
    kind = forms.ChoiceField(
        label=_("Loại tài khoản"),
        choices=lambda: capital(AccountKind.choices),
        widget=forms.RadioSelect,
        initial=AccountKind.OWN,
        help_text=_("Khi bàn giao: tài khoản chung chuyển người giữ, tài khoản riêng thì thôi."),
    )
    login = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
        help_text=_(
            "Chỉ tên, không bao giờ ghi mật khẩu. Người khác chỉ thấy dấu chấm; ai mở ra xem đều "
            "được ghi lại."
        ),
    )
    given_date = VietnameseDateField(label=_("Được cấp ngày"))
    note = forms.CharField(
        label=_("Ghi chú"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: cấp theo công văn nào, có chữ ký số kèm theo không."),
    )

    def __init__(self, *args: Any, people: Iterable[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["holder"].choices = [("", _("Chọn người")), *named(people)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "holder" in data:
            data["holder_id"] = UUID(data.pop("holder"))
        return data


class EndForm(forms.Form):
    closed_date = VietnameseDateField(label=_("Thôi giữ từ ngày"))
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: đổi việc, chủ quản đã khóa."),
    )


class ExportForm(forms.Form):
    day = VietnameseDateField(label=_("Trích xuất ngày"))
    period = forms.ChoiceField(label=_("Số liệu của kỳ nào"), required=False)
    note = forms.CharField(
        label=_("Ghi chú"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: tệp để ở đâu, thiếu gì."),
    )

    def __init__(self, *args: Any, periods: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        if not periods:
            del fields["period"]
            return
        fields["period"].choices = [
            *((code, capfirst(words)) for code, words in periods), ("", _("Không theo kỳ"))
        ]  # fmt: skip
