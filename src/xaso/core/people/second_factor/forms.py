"""The code at the door, and the forms that turn the second factor on and off."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.people.limits import tries_of_code
from xaso.core.people.models import Account
from xaso.core.people.own_page import OwnPasswordForm

from .taking import take_code


def code_field(label: Any, help_text: Any = "") -> forms.CharField:
    typing = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
    return forms.CharField(
        label=label, help_text=help_text, max_length=20, widget=forms.TextInput(attrs=typing)
    )


class CodeAtTheDoor(forms.Form):
    code = code_field(_("Mã xác nhận"))
    authenticator: Authenticator

    def __init__(self, *args: Any, user: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_code(self) -> str:
        tries = tries_of_code(self.user)
        tries.count()
        code: str = self.cleaned_data["code"]
        found = take_code(self.user, code, at=timezone.now())
        if found is None:
            tries.miss()
            raise forms.ValidationError(
                _t("Mã không đúng hoặc đã dùng. Đợi điện thoại hiện mã mới, hoặc dùng mã in.")
            )
        tries.forgive()
        self.authenticator = found
        return code

    def save(self) -> None:
        post_authentication(context.request, self.authenticator)


class TurnOnForm(OwnPasswordForm):
    code = code_field(_("Mã trên điện thoại"), _("Sáu số, đổi sau mỗi 30 giây."))

    field_order = ("code", "password")
