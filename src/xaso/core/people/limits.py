"""How often a wrong password or code may be typed before the door stays shut for a while.

The numbers are dated rules. Nobody waits longer than the rule says, and the admin may open the
door at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from allauth.core.internal.ratelimit import get_ip
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.law.queries import strict_number
from xaso.core.rights.actor import Actor

from . import known_browser
from .models import Account
from .tries import Counter

MOST_OF_AN_ADDRESS, A_MINUTE = 10, 60
"""For one address that tries many names. Who has signed in at this browser is not counted so."""
NAME, KNOWN, CODE = "name", "known", "code"
"""At a strange browser, at one of the person's own, and at the step of the second factor."""


class Tries:
    """One try at a door: counted before the look at what was typed, so that two at once count."""

    def __init__(self, counters: Sequence[Counter]) -> None:
        self.counters = counters
        self.taken: list[tuple[Counter, float]] = []

    def count(self) -> None:
        """Raises ValidationError when the door is shut."""
        for counter in self.counters:
            mark = counter.take()
            if mark is None:
                raise ValidationError(_said(counter.full_until()), code="shut_out")
            self.taken.append((counter, mark))

    def miss(self) -> None:
        """It was wrong. Raises ValidationError when it was the one that shuts the door."""
        moments = [counter.full_until() for counter in self.counters]
        shut = [moment for moment in moments if moment]
        if shut:
            raise ValidationError(_said_to_the_last(max(shut)), code="shut_out")

    def forgive(self) -> None:
        """It was right, so it does not count; wrong ones before it still do."""
        for counter, mark in self.taken:
            counter.give_back(mark)


def tries_of_password(request: HttpRequest, username: str) -> Tries:
    """For a name, whether or not somebody has it."""
    if known_browser.knows(request, username):
        return Tries([_of(KNOWN, username)])
    address = get_ip(request)
    counted = f"{username}@{address}" if cache.get(_opened(username)) else username
    return Tries([Counter(f"address:{address}", MOST_OF_AN_ADDRESS, A_MINUTE), _of(NAME, counted)])


def tries_of_code(account: Account) -> Tries:
    """Only who has the password gets this far, so no stranger shuts this door."""
    return Tries([_of(CODE, account.username)])


def shut_until(account: Account) -> datetime | None:
    """The moment the last of the person's doors opens again; None while all are open."""
    moments = [counter.full_until() for counter in _all(account.username)]
    shut = [moment for moment in moments if moment]
    return _moment(max(shut)) if shut else None


@transaction.atomic
def unlock_sign_in(*, actor: Actor, account_id: UUID) -> Account:
    actor.must("people.manage")
    account: Account = Account.objects.of(actor.commune).get(pk=account_id)
    open_the_door(account)
    record("people.sign_in.unlocked", actor=actor, subject_id=account.pk)
    return account


def open_the_door(account: Account) -> None:
    """All counters of the name begin anew. For as long as the door would have stayed shut, tries
    are counted by name and address: who shut the person out cannot do so again from elsewhere."""
    for counter in _all(account.username):
        counter.clear()
    cache.set(_opened(account.username), True, _limit()[1] * 60)


def _all(username: str) -> Sequence[Counter]:
    limit = _limit()
    return [_of(place, username, limit) for place in (NAME, KNOWN, CODE)]


def _of(place: str, username: str, limit: tuple[int, int] | None = None) -> Counter:
    tries, minutes = limit or _limit()
    return Counter(f"{place}:{_mark(username)}", tries, minutes * 60)


def _limit() -> tuple[int, int]:
    """Tries and minutes."""
    today = timezone.localdate()
    return strict_number("lockout.tries", on=today), strict_number("lockout.minutes", on=today)


def _opened(username: str) -> str:
    return f"xaso.opened:{_mark(username)}"


def _mark(username: str) -> str:
    """Of one length, however long the name that was typed."""
    return sha256(username.strip().lower().encode()).hexdigest()


def _said(until: float | None) -> str:
    """The same words for a name that exists and for one that does not."""
    if until is None:
        return _("Nhập sai quá nhiều lần. Đợi một phút rồi thử lại.")
    return _(
        "Nhập sai quá nhiều lần. Đăng nhập lại được từ %(time)s. Cần ngay thì nhờ quản trị của xã "
        "bấm Mở khóa đăng nhập."
    ) % {"time": f"{_moment(until):%H:%M}"}


def _said_to_the_last(until: float) -> str:
    return _(
        "Lần này vẫn sai nên phần mềm tạm khóa cửa đăng nhập. Đăng nhập lại được từ %(time)s. Cần "
        "ngay thì nhờ quản trị của xã bấm Mở khóa đăng nhập."
    ) % {"time": f"{_moment(until):%H:%M}"}


def _moment(seconds: float) -> datetime:
    """At the next full minute, so that what is said is never too early."""
    return datetime.fromtimestamp(-(-seconds // 60) * 60, timezone.get_current_timezone())
