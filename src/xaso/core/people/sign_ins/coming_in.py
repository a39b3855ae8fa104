"""A person comes in, stays and leaves: the session and the row that tells of it."""

from __future__ import annotations

from datetime import datetime

from allauth.account.adapter import get_adapter
from django.contrib.auth import login
from django.db import transaction
from django.db.utils import DatabaseError
from django.http import HttpRequest

from xaso.core.people.models import Account, SignIn
from xaso.core.ui.no_room import is_no_room

BACKEND = "xaso.core.people.backend.AccountBackend"
MARK = "xaso_sign_in"
SEEN_EVERY_SECONDS = 300
"""A page opened more often than this writes nothing."""


def come_in(request: HttpRequest, account: Account, *, at: datetime) -> None:
    """The session begins with a new key: whoever knew the one before knows nothing now. Who was
    signed in at this browser until now has left."""
    leave(request, at=at)
    login(request, account, backend=BACKEND)
    row = SignIn.objects.create(
        account=account,
        session_key=_key(request),
        user_agent=request.headers.get("User-Agent", "")[:200],
        address=get_adapter(request).get_client_ip(request),
        signed_in_at=at,
        last_seen_at=at,
    )
    Account.objects.filter(pk=account.pk).update(last_seen_at=at)
    _mark(request, str(row.pk), at)


def still_here(request: HttpRequest, account: Account, *, at: datetime, is_work: bool) -> bool:
    """Cheap: a look into the session, and a write every few minutes. False for a session that was
    ended while it went by a new key which its row did not know yet."""
    mark = request.session.get(MARK)
    if mark is None or (mark["key"] == _key(request) and not (is_work and _is_due(mark, at))):
        return True
    mine = SignIn.objects.filter(pk=mark["id"], ended_at=None)
    try:
        with transaction.atomic():
            if not mine.update(session_key=_key(request), last_seen_at=at):
                return False
            Account.objects.filter(pk=account.pk).update(last_seen_at=at)
    except DatabaseError as error:
        if not is_no_room(error):
            raise
        return mine.exists()  # pages are read while the disk is full
    _mark(request, mark["id"], at)
    return True


def sign_in_of(request: HttpRequest) -> str:
    """The id of the row that tells of this session; empty when none does."""
    return str(request.session.get(MARK, {}).get("id", ""))


def leave(request: HttpRequest, *, at: datetime) -> None:
    mark = request.session.get(MARK)
    if mark:
        SignIn.objects.filter(pk=mark["id"], ended_at=None).update(ended_at=at, session_key="")


def _is_due(mark: dict[str, float], at: datetime) -> bool:
    return not 0 <= at.timestamp() - mark["seen"] < SEEN_EVERY_SECONDS


def _mark(request: HttpRequest, row_id: str, at: datetime) -> None:
    request.session[MARK] = {"id": row_id, "key": _key(request), "seen": at.timestamp()}


def _key(request: HttpRequest) -> str:
    return request.session.session_key or ""
