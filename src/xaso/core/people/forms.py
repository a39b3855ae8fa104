"""Sign-in as we show it: the admin of the commune resets a password, no link does."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django.http import HttpRequest, HttpResponse

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
