"""A form whose token no longer fits: most often a window left open over a new sign-in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CSRF_TOKEN_LENGTH, _unmask_cipher_token  # type: ignore[attr-defined]
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse

from xaso.core.pages.addresses import own_address
from xaso.core.rights.first_page import first_page_of
from xaso.core.rights.signed_in import actor_of
from xaso.core.ui.errors import csrf_failure

from .holding import keep_late_form
from .owner import is_from_before


def token_failure(request: Any, reason: str = "") -> HttpResponse:
    """The same person's window from before is kept; a stranger's page never gets this far."""
    actor = actor_of(request)
    if actor is not None and request.path == reverse(settings.LOGIN_URL):
        # Signed in meanwhile in another window.
        return redirect(own_address(request, request.POST.get("next", "")) or first_page_of(actor))
    if actor is not None and not request.is_locked and _is_own_window(request):
        kept_at = keep_late_form(request, _page(request))
        if kept_at:
            return redirect(kept_at)
    return csrf_failure(request, reason)


def _is_own_window(request: HttpRequest) -> bool:
    token = request.POST.get("csrfmiddlewaretoken", "")
    if len(token) != CSRF_TOKEN_LENGTH or not token.isalnum() or not token.isascii():
        return False
    return is_from_before(request, _unmask_cipher_token(token))


def _page(request: HttpRequest) -> Any:
    try:
        return getattr(resolve(request.path_info).func, "view_class", None)
    except Resolver404:
        return None
