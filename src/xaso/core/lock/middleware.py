"""A session that has rested too long opens one page only; what was sent to it is kept.

Requests are held in `process_view`: by then the token of a form has been checked, so a page of a
stranger cannot make us keep anything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _t

from xaso.core.pages.pages import Page
from xaso.core.rights.signed_in import actor_of

from . import idle
from .holding import hold_late, hold_locked
from .kept import Kept, drop, is_key, open_kept
from .owner import remember_person
from .typed import KEPT

FREE = {"lock:unlock", "account_logout", "ui:display", "set_language"}
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
POLL = "X-Xaso-Poll"
"""A page that asks again by itself is no sign of a person at work."""


class LockMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        is_here = "_auth_user_id" in request.session and not _ended(request)
        if is_here and idle.needs_a_look(request.session, timezone.now()):
            _look(request)
        request.is_locked = is_here and idle.is_locked(request.session)
        request.idle_seconds = request.session.get(idle.LIMIT, 0) if is_here else 0
        response = self.get_response(request)
        if hasattr(request, "signed_in_as"):
            remember_person(response, request.signed_in_as)
        _forget_what_was_sent(request, response)
        return response

    def process_view(
        self, request: Any, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        page = getattr(view, "view_class", None)
        if request.is_locked:
            return None if request.resolver_match.view_name in FREE else _hold(request, page)
        if "_auth_user_id" not in request.session:
            return _ask_to_sign_in(request, page)
        if KEPT in request.GET:
            _put_back(request)
        return None


def _ended(request: HttpRequest) -> bool:
    is_over = idle.is_over(request.session, timezone.now())
    if is_over:
        logout(request)
    return is_over


def _look(request: HttpRequest) -> None:
    actor = actor_of(request)
    if actor is not None:
        is_work = POLL not in request.headers
        idle.look(request.session, actor, timezone.now(), timezone.localdate(), is_work=is_work)


def _hold(request: Any, page: Any) -> HttpResponseBase:
    if POLL in request.headers:
        return HttpResponse(status=204)
    return hold_locked(request, page)


def _ask_to_sign_in(request: Any, page: Any) -> HttpResponseBase | None:
    """Pages send visitors to sign in themselves; here only what would get lost on the way."""
    if page is None or not issubclass(page, Page) or page.public:
        return None
    return hold_late(request, page) if request.method not in SAFE_METHODS or request.htmx else None


def _put_back(request: Any) -> None:
    account_id, key = getattr(actor_of(request), "account_id", None), request.GET[KEPT]
    if account_id is None or not is_key(key):
        return
    kept = open_kept(account_id=account_id, key=key, at=timezone.now())
    if kept is None and request.method == "GET":
        messages.info(request, _what_is_gone())
    if kept is None or kept.typed.address.partition("?")[0] != request.path:
        return
    request.kept = kept
    for name, files in kept.typed.uploads.lists() if request.method == "POST" else ():
        if name not in request.FILES:
            request.FILES.setlist(name, files)


def _what_is_gone() -> str:
    return _t(
        "Bản gõ dở này không còn: đã gửi hoặc đã bỏ, đã quá 24 giờ, hoặc phải nhường chỗ cho bản "
        "mới hơn."
    )


def _forget_what_was_sent(request: Any, response: HttpResponseBase) -> None:
    """A form that comes back with something to mend stays kept, its files above all."""
    kept: Kept | None = getattr(request, "kept", None)
    if kept and request.method == "POST" and response.status_code < 400:
        drop(kept)
