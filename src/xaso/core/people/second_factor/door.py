"""The step after the password: the code of the phone or of the slip."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.stagekit import clear_login, get_pending_stage
from allauth.mfa.base.views import AuthenticateView
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from xaso.core.people.models import Account

from .forms import CodeAtTheDoor
from .queries import has_factor
from .session import ROUND


class AskForCode(AuthenticateView):  # type: ignore[misc]
    form_class = CodeAtTheDoor
    template_name = "people/second_factor/ask.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """While the person looks for the phone, the account may have been closed or its password
        changed; then the sign-in begins anew."""
        stage = get_pending_stage(request)
        if stage is not None and not _is_still_awaited(request, stage.login.user):
            clear_login(request)
            return redirect("account_login")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


def _is_still_awaited(request: HttpRequest, account: Account | None) -> bool:
    if account is None or not account.is_active or not has_factor(account.pk):
        return False
    return bool(request.session.get(ROUND) == account.session_round)
