"""Who still owes something about the own account is held at the page where it is done."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from xaso.core.rights.signed_in import actor_of

from .models import Account
from .second_factor.grace import is_overdue
from .second_factor.session import came_with_it
from .sign_ins.coming_in import still_here

GetResponse = Callable[[HttpRequest], HttpResponseBase]
ALWAYS_FREE = ("account_logout", "lock:unlock", "portal:help", "ui:display", "set_language")


class FirstPasswordMiddleware:
    """A first password given by the admin opens one page only: the one that changes it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        account = request.user if "_auth_user_id" in request.session else None
        owes = isinstance(account, Account) and account.must_change_password
        if owes and not _is_free(request, "account_change_password"):
            return redirect("account_change_password")
        return self.get_response(request)


class SecondFactorMiddleware:
    """Once the days of grace are over, an admin without a second factor sets it up first."""

    FREE = ("account_second_factor", "account_second_factor_on", "account_second_factor_paper")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if self._owes(request) and not _is_free(request, "account_change_password", *self.FREE):
            return redirect("account_second_factor")
        return self.get_response(request)

    def _owes(self, request: HttpRequest) -> bool:
        if "_auth_user_id" not in request.session or came_with_it(request):
            return False
        account, actor = request.user, actor_of(request)
        if not isinstance(account, Account) or actor is None:
            return False
        return is_overdue(account, actor, at=timezone.now())


class PresenceMiddleware:
    """Notes now and then that the person is here; a page that asks by itself is no sign of it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        account = request.user if "_auth_user_id" in request.session else None
        is_work = "X-Xaso-Poll" not in request.headers
        if isinstance(account, Account) and not still_here(
            request, account, at=timezone.now(), is_work=is_work
        ):
            logout(request)
            return redirect_to_login(request.get_full_path())
        return self.get_response(request)


def _is_free(request: HttpRequest, *names: str) -> bool:
    return request.path in {reverse(name) for name in (*names, *ALWAYS_FREE)}
