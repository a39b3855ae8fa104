"""What we ask of allauth: no sign-up by strangers, the next page by what the person may do."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse

from xaso.core.rights.first_page import first_page_of
from xaso.core.rights.signed_in import actor_of

from . import actions, known_browser
from .models import Account

WRONG_AT_HOME = {"login_failed": "5/15m/key"}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return first_page_of(actor_of(request))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def set_password(self, user: object, password: str) -> None:
        """A person's own change goes through the action, so that it leaves an event."""
        actions.change_own_password(account=user, password=password)  # type: ignore[arg-type]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Wrong passwords are counted apart where the person has signed in before."""
        username = str(credentials.get("username", ""))
        if not known_browser.knows(request, username):
            super().pre_authenticate(request, **credentials)
            return
        self._login_failed_rl_usage = ratelimit.consume(
            request,
            app="allauth.account",
            action="login_failed",
            config=WRONG_AT_HOME,
            key=f"known:{username.strip().lower()}",
        )
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def post_login(self, request: HttpRequest, user: Account, **more: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **more)
        known_browser.remember(request, response, user.username)
        return response

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """By the name alone: the host is what the browser says, so it would be a way around."""
        return str(credentials.get("username", "")).strip().lower()
