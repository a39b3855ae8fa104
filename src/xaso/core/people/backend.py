"""Sign-in by user name; the account comes with its commune in one query."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from .models import Account


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]
    def get_user(self, user_id: Any) -> Account | None:
        account = Account.objects.select_related("commune").filter(pk=user_id).first()
        return account if account is not None and account.is_active else None
