"""A browser in which a person has signed in before. Strangers who type wrong passwords for the
same name, to find it or as a prank, do not shut the person out there."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE = "xaso_known"
SALT = "xaso.known-browser"
KEPT_SECONDS = 180 * 24 * 60 * 60
MOST_PEOPLE = 8
"""A machine in a village house is shared; the last ones are remembered."""


def knows(request: HttpRequest, username: str) -> bool:
    return _mark(username) in _marks(request)


def remember(request: HttpRequest, response: HttpResponse, username: str) -> None:
    others = [mark for mark in _marks(request) if mark != _mark(username)]
    response.set_signed_cookie(
        COOKIE,
        ".".join([_mark(username), *others][:MOST_PEOPLE]),
        salt=SALT,
        max_age=KEPT_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _marks(request: HttpRequest) -> list[str]:
    kept = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=KEPT_SECONDS)
    return kept.split(".") if kept else []


def _mark(username: str) -> str:
    """The cookie names nobody to whoever looks into the browser."""
    return salted_hmac(SALT, username.strip().lower()).hexdigest()[:20]
