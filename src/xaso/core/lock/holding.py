"""Where a request goes that finds the door closed, and what is kept of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.generic.base import TemplateResponseMixin

from xaso.core.pages.addresses import own_address
from xaso.core.postgres.context import commune_context
from xaso.core.rights.signed_in import actor_of

from . import room
from .kept import KEPT_HOURS, Kept, drop, keep, open_kept
from .owner import owner_of
from .typed import KEPT, Typed, is_worth_keeping, typed_in


def hold_locked(request: Any, page: Any) -> HttpResponseBase:
    """The session is still there: its person unlocks it."""
    typed, actor = _checked(request, page), actor_of(request)
    if typed and typed.is_too_long and not request.htmx:
        return render(request, "lock/too_long.html", status=413)
    if typed and actor and actor.account_id:
        return _go(request, "lock:unlock", _kept_at(request, typed, actor.account_id))
    return _go(request, "lock:unlock", _where_they_were(request, page))


def hold_late(request: Any, page: Any) -> HttpResponseBase:
    """The session is over: the person signs in again."""
    typed = _checked(request, page)
    if typed and typed.is_too_long and not request.htmx:
        return render(request, "lock/too_long.html", status=413)
    owner = owner_of(request) if typed else None
    if typed and owner:
        with commune_context(owner.commune_id):
            return _go(request, settings.LOGIN_URL, _kept_at(request, typed, owner.pk))
    if typed and not request.htmx and settings.SESSION_COOKIE_NAME in request.COOKIES:
        # Somebody was here and nobody can say who. The browser may still have the words.
        return render(request, "lock/not_kept.html", status=401)
    return _go(request, settings.LOGIN_URL, _where_they_were(request, page))


def keep_late_form(request: Any, page: Any) -> str:
    """For a window from before the person signed in anew; its token was looked at apart."""
    typed, actor = _typed(request, page), actor_of(request)
    if typed is None or typed.is_too_long or actor is None or actor.account_id is None:
        return ""
    return _kept_at(request, typed, actor.account_id)


def _checked(request: Any, page: Any) -> Typed | None:
    """None where the token of the form was not checked, and where there is nothing to keep."""
    return _typed(request, page) if getattr(request, "csrf_processing_done", False) else None


def _typed(request: Any, page: Any) -> Typed | None:
    if request.method != "POST" or getattr(page, "public", True) or not page.keeps_forms:
        return None
    typed = typed_in(request, page)
    return typed if is_worth_keeping(typed) else None


def _kept_at(request: HttpRequest, typed: Typed, account_id: UUID) -> str:
    """Where the person finds it again. Words sent from a page that showed a kept form replace it."""
    now = timezone.now()
    before = open_kept(account_id=account_id, key=request.GET.get(KEPT, ""), at=now)
    if before:
        typed = typed.with_files_of(before.typed)
        drop(before)
    kept = keep(account_id=account_id, typed=typed, at=now)
    if kept.pushed_out:
        messages.warning(request, _what_went(kept))
    return kept.page_url


def _what_went(kept: Kept) -> str:
    return ngettext(
        "Hết chỗ giữ nên %(count)d biểu mẫu gõ dở cũ nhất của anh chị đã bỏ. Máy giữ cho mỗi người "
        "nhiều nhất %(most)d biểu mẫu, %(size)s, trong %(hours)d giờ.",
        "Hết chỗ giữ nên %(count)d biểu mẫu gõ dở cũ nhất của anh chị đã bỏ. Máy giữ cho mỗi người "
        "nhiều nhất %(most)d biểu mẫu, %(size)s, trong %(hours)d giờ.",
        kept.pushed_out,
    ) % {
        "count": kept.pushed_out,
        "most": room.MOST_OF_ONE_PERSON,
        "size": filesizeformat(room.MOST_BYTES_OF_ONE_PERSON),
        "hours": KEPT_HOURS,
    }


def _where_they_were(request: Any, page: Any) -> str:
    """The page asked for; for a button, a part of a page or a file the page it stands on."""
    if request.htmx:
        return _own(request, request.htmx.current_url or "")
    is_shown = isinstance(page, type) and issubclass(page, TemplateResponseMixin)
    if request.method in {"GET", "HEAD"} and is_shown and "tai" not in request.GET:
        return str(request.get_full_path())
    came_from = _own(request, request.headers.get("Referer", ""))
    return came_from or (request.get_full_path() if hasattr(page, "get") else "")


def _own(request: HttpRequest, address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:  # a browser sends none such, others do: "http://[::1"
        return ""
    if parts.netloc and parts.netloc != request.get_host():
        return ""
    return own_address(request, f"{parts.path}?{parts.query}" if parts.query else parts.path)


def _go(request: Any, door: str, back: str) -> HttpResponse:
    address = reverse(door) + (f"?{urlencode({'next': back})}" if back else "")
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)
