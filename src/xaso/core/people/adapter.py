"""What we ask of allauth: no sign-up by strangers, the next page by what the person may do."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from xaso.core.rights.signed_in import actor_of

from . import actions


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        actor = actor_of(request)
        if actor and not actor.may("desk.home") and actor.may("plans.village"):
            return reverse("plans:village")
        return reverse("desk:home")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def set_password(self, user: object, password: str) -> None:
        """A person's own change goes through the action, so that it leaves an event."""
        actions.change_own_password(account=user, password=password)  # type: ignore[arg-type]
