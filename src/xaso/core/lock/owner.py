"""Whose form arrived when nobody is signed in any more, and whose page is older than a sign-in."""

from __future__ import annotations

from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import constant_time_compare, salted_hmac

from xaso.core.people.models import Account
from xaso.core.postgres.context import every_commune

COOKIE, SALT = "xaso_last", "xaso.lock.last-person"
COOKIE_SECONDS = 7 * 24 * 60 * 60
FORMS_BEFORE = "forms_before"


def owner_of(request: HttpRequest) -> Account | None:
    """The person of the ended session, by its row while that is there; else who was signed in
    last in this browser. Nobody else ever gets to see the form."""
    found = _of_the_row(request) or last_person(request)
    with every_commune():
        account: Account | None = Account.objects.filter(pk=found, is_active=True).first()
    return account


def last_person(request: HttpRequest) -> UUID | None:
    kept = request.get_signed_cookie(COOKIE, "", salt=SALT, max_age=COOKIE_SECONDS)
    return _uuid(kept or "")


def remember_person(response: HttpResponseBase, account_id: UUID) -> None:
    response.set_signed_cookie(
        COOKIE,
        account_id.hex,
        salt=SALT,
        max_age=COOKIE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def remember_token(request: HttpRequest, account_id: UUID) -> None:
    """Signing in changes the token of all forms. Those that the same person had open in other
    windows are recognised by the token from before; nobody else's are."""
    token = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    if token and last_person(request) == account_id:
        request.session[FORMS_BEFORE] = _digest(token)


def is_from_before(request: HttpRequest, token: str) -> bool:
    """`token` without its mask, as the cookie had it."""
    before = request.session.get(FORMS_BEFORE, "")
    return bool(before) and constant_time_compare(before, _digest(token))


def _of_the_row(request: HttpRequest) -> UUID | None:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    row = store.get_model_class().objects.filter(session_key=key).first() if key else None
    return _uuid(store().decode(row.session_data).get("_auth_user_id", "")) if row else None


def _digest(token: str) -> str:
    return salted_hmac("xaso.lock.token", token).hexdigest()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
