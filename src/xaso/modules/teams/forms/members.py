"""One member of a team. Nothing of papers of identity, no day of birth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.privacy.masked_phone import MaskedPhoneForm
from xaso.core.residents.languages import language_names
from xaso.core.ui.fields import IdField, VietnameseDateField
from xaso.modules.teams.models import BirthBand, Gender, MemberRole

Choices = Sequence[tuple[str, str]]


def capital(choices: Iterable[tuple[Any, Any]]) -> list[tuple[Any, str]]:
    return [(value, str(capfirst(str(label)))) for value, label in choices]


def or_unknown(choices: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    return [("", _("Chưa rõ")), *capital(choices)]


class MemberForm(forms.Form):
    full_name = forms.CharField(label=_("Họ và tên"), max_length=80)
    role = forms.ChoiceField(
        label=_("Vai trò trong tổ"),
        choices=lambda: capital(MemberRole.choices),
        widget=forms.RadioSelect,
        initial=MemberRole.MEMBER,
    )
    account = IdField(
        label=_("Tài khoản"),
        required=False,
        help_text=_("Để lượt hỗ trợ người ấy ghi tính đúng cho tổ. Chưa có thì để trống."),
    )
    from_date = VietnameseDateField(label=_("Tham gia từ ngày"))
    phone = forms.CharField(
        label=_("Điện thoại"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "class": "short"}),
    )
    is_phone_open = forms.BooleanField(
        label=_("Người này đồng ý cho hiện số điện thoại"),
        required=False,
        help_text=_("Không đồng ý thì số được che với mọi người; mở ra xem phải ghi lý do."),
    )
    gender = forms.ChoiceField(
        label=_("Giới tính"), required=False, choices=lambda: or_unknown(Gender.choices)
    )
    birth_band = forms.ChoiceField(
        label=_("Năm sinh"), required=False, choices=lambda: or_unknown(BirthBand.choices)
    )
    job = forms.ChoiceField(label=_("Nghề, đoàn thể"), required=False)
    languages = forms.MultipleChoiceField(
        label=_("Nói được tiếng"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: list(language_names().items()),
    )
    skills = forms.MultipleChoiceField(
        label=_("Giúp được việc gì"), required=False, widget=forms.CheckboxSelectMultiple
    )
    trained_date = VietnameseDateField(label=_("Tập huấn gần nhất ngày"), required=False)
    has_allowance = forms.BooleanField(label=_("Có phụ cấp"), required=False)

    def __init__(
        self,
        *args: Any,
        people: Iterable[Account],
        jobs: Choices,
        services: Choices,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        named = [(str(person.pk), person.full_name) for person in people]
        fields["account"].choices = [("", _("Chưa có tài khoản")), *named]
        fields["job"].choices = [("", _("Chưa rõ")), *jobs]
        fields["skills"].choices = services

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "account" in data:
            data["account_id"] = data.pop("account")
        return data


class EditMemberForm(MaskedPhoneForm, MemberForm):
    pass


class EndForm(forms.Form):
    day = VietnameseDateField(label=_("Thôi tham gia từ ngày"))
    reason = forms.CharField(
        label=_("Vì sao"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "low"}),
        help_text=_("Ví dụ: chuyển đi nơi khác."),
    )
