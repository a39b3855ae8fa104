"""Whether this session began with the second factor, or has just turned it on."""

from __future__ import annotations

from allauth.account.internal.flows.login import (
    clear_authentication_records,
    get_authentication_records,
    record_authentication,
)
from django.http import HttpRequest

from xaso.core.people.models import Account

from .sealing import Unreadable, seal, unseal

WAY = "mfa"
ROUND = "xaso_round"
"""The round of sessions in which a sign-in began: a password changed since begins another."""
NEW_SECRET = "xaso_new_secret"  # noqa: S105 - the name of a place


def came_with_it(request: HttpRequest) -> bool:
    account = request.user
    if not isinstance(account, Account):
        return False
    return any(each["method"] == WAY for each in get_authentication_records(request, account))


def note_it(request: HttpRequest) -> None:
    record_authentication(request, request.user, WAY)


def forget_it(request: HttpRequest) -> None:
    clear_authentication_records(request)


def secret_being_set_up(request: HttpRequest, fresh: str) -> str:
    """The same for as long as the page is open, so that a picture already taken stays good."""
    try:
        return unseal(request.session.get(NEW_SECRET, ""))
    except Unreadable:
        request.session[NEW_SECRET] = seal(fresh)
        return fresh


def forget_secret(request: HttpRequest) -> None:
    request.session.pop(NEW_SECRET, None)
