"""Forms about accounts and the roles they hold."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.people.usernames import chosen_username
from xaso.core.privacy.masked_phone import MaskedPhoneForm
from xaso.core.rights.roles import all_roles
from xaso.core.ui.fields import VietnameseDateField
from xaso.core.units.models import Commune, Village

from .people_words import role_choices


class PersonForm(forms.Form):
    full_name = forms.CharField(label=_("Họ và tên"), max_length=80)
    job_title = forms.CharField(label=_("Chức vụ"), max_length=80, required=False)
    unit_name = forms.CharField(label=_("Phòng, đơn vị"), max_length=80, required=False)
    phone = forms.CharField(
        label=_("Điện thoại"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "class": "short"}),
    )


class EditPersonForm(MaskedPhoneForm, PersonForm):
    pass


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Vai trò"), error_messages={"required": _("Chọn vai trò.")})
    village = forms.ModelChoiceField(
        label=_("Thôn phụ trách"),
        queryset=Village.objects.none(),
        required=False,
        help_text=_("Chỉ cần với trưởng thôn và thành viên tổ công nghệ số."),
        empty_label=_("Cả xã"),
    )

    def __init__(self, *args: Any, commune: Commune, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _t("Chọn vai trò")), *role_choices()]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]
        villages = Village.objects.of(commune).filter(closed_at=None).order_by("name_folded")
        self.fields["village"].queryset = villages  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        known = all_roles().get(given.get("role") or "")
        if known and known.reach == "village" and not given.get("village"):
            raise ValidationError(
                {"village": _t("Vai trò này gắn với một thôn. Chọn thôn phụ trách.")}
            )
        if known and known.reach == "commune":
            given["village"] = None
        return given


class GrantForm(RoleForm):
    from_date = VietnameseDateField(label=_("Từ ngày"))
    to_date = VietnameseDateField(
        label=_("Đến hết ngày"), required=False, help_text=_("Để trống nếu không có thời hạn.")
    )

    field_order = ("role", "village", "from_date", "to_date")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        begin, end = given.get("from_date"), given.get("to_date")
        if begin and end and end < begin:
            raise ValidationError({"to_date": _t("Ngày thôi phải sau ngày bắt đầu.")})
        return given


class NewPersonForm(RoleForm, PersonForm):
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=40,
        required=False,
        help_text=_("Để trống: phần mềm đặt theo họ tên, ví dụ ly.a.pao."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )

    field_order = (
        "full_name",
        "job_title",
        "unit_name",
        "phone",
        "role",
        "village",
        "username",
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        typed, name = given.get("username", ""), given.get("full_name", "")
        return {**given, "username": chosen_username(typed, name)}


class CloseForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=200,
        help_text=_("Ví dụ: chuyển công tác về xã Tả Van từ 1/12."),
    )


class SecondFactorForm(forms.Form):
    by_paper = forms.TypedChoiceField(
        label=_("Người này đăng nhập tiếp bằng cách nào"),
        choices=(
            ("paper", _("Phiếu mười mã in ngay bây giờ")),
            ("again", _("Chỉ mật khẩu, rồi tự bật lại trên điện thoại")),
        ),
        initial="paper",
        coerce=lambda way: way == "paper",
        widget=forms.RadioSelect,
    )
