"""What we ask of allauth: no sign-up by strangers, the next page by what the person may do."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from xaso.core.rights.first_page import first_page_of
from xaso.core.rights.signed_in import actor_for, actor_of

from . import actions, known_browser
from .limits import tries_of_password
from .models import Account
from .password_age import ask_if_old
from .second_factor.session import ROUND
from .sign_ins.coming_in import come_in, leave, sign_in_of

NOWHERE = "0.0.0.0"  # noqa: S104 - of a request over a socket without an address


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return first_page_of(actor_of(request))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def set_password(self, user: object, password: str) -> None:
        """A person's own change goes through the action, so that it leaves an event."""
        actions.change_own_password(
            account=user,  # type: ignore[arg-type]
            password=password,
            at=timezone.now(),
            keep=sign_in_of(self.request),
        )

    def login(self, request: HttpRequest, user: Account) -> None:
        now = timezone.now()
        come_in(request, user, at=now)
        ask_if_old(user, actor_for(user), at=now)

    def logout(self, request: HttpRequest) -> None:
        leave(request, at=timezone.now())
        super().logout(request)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Behind proxies their word, but only that of our own; see XASO_PROXIES."""
        try:
            return str(super().get_client_ip(request))
        except (ImproperlyConfigured, PermissionDenied):
            return str(request.META.get("REMOTE_ADDR") or NOWHERE)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Each try is counted by our own rules; see limits.py."""
        self.tries = tries_of_password(request, str(credentials.get("username", "")))
        self.tries.count()

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        account: Account | None = super().authenticate(request, **credentials)
        if account is not None:
            self.tries.forgive()
        return account

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        self.tries.miss()

    def pre_login(self, request: HttpRequest, user: Account, **more: Any) -> HttpResponse | None:
        """Here the password was right and perhaps a code is asked for next."""
        request.session[ROUND] = user.session_round
        response: HttpResponse | None = super().pre_login(request, user, **more)
        return response

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        """The password alone; a code of the second factor is asked at the door only."""
        return [{"id": "reauthenticate", "url": reverse("account_reauthenticate")}]

    def post_login(self, request: HttpRequest, user: Account, **more: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **more)
        known_browser.remember(request, response, user.username)
        return response
