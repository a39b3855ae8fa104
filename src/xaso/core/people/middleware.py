"""A first password given by the admin opens one page only: the one that changes it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from .models import Account


class FirstPasswordMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        account = request.user if "_auth_user_id" in request.session else None
        if isinstance(account, Account) and account.must_change_password and self._held(request):
            return redirect("account_change_password")
        return self.get_response(request)

    def _held(self, request: HttpRequest) -> bool:
        free = ("account_change_password", "account_logout", "ui:display", "set_language")
        return request.path not in {reverse(name) for name in free}
