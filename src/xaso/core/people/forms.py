"""Sign-in as we show it: the admin of the commune resets a password, no link does."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm, LoginForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from xaso.core.postgres.context import commune_context


class SignInForm(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """The visitor has become somebody; what follows is of that person's commune."""
        with commune_context(self.user.commune):
            answer: HttpResponse = super().login(request, redirect_url)
        return answer


class OwnPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """Without the way to a link by mail; who comes with a slip is told which password is meant."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        came_with_slip = self.user is not None and self.user.must_change_password
        told = _("Vừa nhận phiếu thì đây là mật khẩu dùng một lần trên phiếu.")
        self.fields["oldpassword"].help_text = told if came_with_slip else ""

    def clean_oldpassword(self) -> str:
        """Wrong ones count like wrong ones at the door."""
        typed: str = self.cleaned_data["oldpassword"]
        adapter = get_adapter()
        if not adapter.reauthenticate(self.user, typed):
            raise adapter.validation_error("enter_current_password")
        return typed
