"""Pages about one's own account: open to whoever is signed in, whatever the roles."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import ActionPage, Page, TextPage
from xaso.core.rights.signed_in import actor_of

from .models import Account


class OwnPage(Page):
    """`public` means here: no right is asked, but visitors are led to the sign-in."""

    public = True

    @property
    def account(self) -> Account:
        account = self.request.user
        if not isinstance(account, Account):
            raise TypeError("a visitor has no account")
        return account

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if actor_of(request) is None:
            return redirect_to_login(request.get_full_path())
        return super().dispatch(request, *args, **kwargs)


class OwnTextPage(OwnPage, TextPage):
    pass


class OwnActionPage(OwnPage, ActionPage):
    pass


def keep_this_session(request: HttpRequest) -> None:
    """After an action that ended all sessions of the person: this one is signed anew."""
    account = Account.objects.select_related("commune").get(pk=request.user.pk)
    update_session_auth_hash(request, account)
    request.user = account


class AsksPassword:
    """Beside an ActionPage whose form is an OwnPasswordForm."""

    request: HttpRequest

    def get_form_kwargs(self) -> dict[str, Any]:
        given: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        return {**given, "request": self.request}


class OwnPasswordForm(forms.Form):
    """The password once more, so that nobody does this at a machine left open."""

    password = forms.CharField(
        label=_("Mật khẩu đang dùng"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self) -> str:
        """Wrong ones count like wrong ones at the door."""
        password: str = self.cleaned_data["password"]
        if not get_adapter(self.request).reauthenticate(self.request.user, password):
            raise forms.ValidationError(_t("Mật khẩu không đúng."))
        return password

    def clean(self) -> dict[str, Any]:
        """Checked, and of no use to the action."""
        return {name: value for name, value in self.cleaned_data.items() if name != "password"}
