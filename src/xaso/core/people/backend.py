"""Sign-in by user name; the account comes with its commune in one query."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from xaso.core.postgres.context import every_commune

from .models import Account


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]
    """Until the account is found nobody knows its commune, so both look among all."""

    def authenticate(
        self, request: HttpRequest | None, **credentials: Any
    ) -> AbstractBaseUser | None:
        with every_commune():
            found: AbstractBaseUser | None = super().authenticate(request, **credentials)
        return found

    def get_user(self, user_id: Any) -> Account | None:
        with every_commune():
            account = Account.objects.select_related("commune").filter(pk=user_id).first()
        return account if account is not None and account.is_active else None
