"""How long a signed-in session may rest before it locks. The minutes are dated rules."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.sessions.backends.base import SessionBase

from xaso.core.law.bounds import strictest
from xaso.core.law.queries import RuleMissing, rule_number
from xaso.core.rights.actor import Actor

ADMIN_ROLE = "quan_tri"
OF_ALL, OF_ADMINS = "idle.user.minutes", "idle.admin.minutes"
STAMP_SECONDS = 60
"""Work is noted at most this often: each note is a write, and pages are asked for all day."""
LONGEST_SECONDS = 12 * 60 * 60
"""From the sign-in, however much was done meanwhile."""
BEGAN, SEEN, LOCKED, LIMIT = "began_at", "seen_at", "locked_at", "idle_seconds"


def limit_seconds(actor: Actor, on: date) -> int:
    minutes = [_minutes(OF_ALL, on)]
    if ADMIN_ROLE in actor.roles:
        minutes.append(_minutes(OF_ADMINS, on))
    return max(min(minutes) * 60, 2 * STAMP_SECONDS)


def begin(session: SessionBase, actor: Actor, at: datetime, on: date) -> None:
    """The person has just shown who they are: signed in, or unlocked."""
    session.pop(LOCKED, None)
    session[SEEN], session[LIMIT] = int(at.timestamp()), limit_seconds(actor, on)


def is_over(session: SessionBase, at: datetime) -> bool:
    """Work keeps a session open for a day's work, not for ever: a stolen one ends too."""
    return bool(at.timestamp() - session.setdefault(BEGAN, int(at.timestamp())) >= LONGEST_SECONDS)


def lock(session: SessionBase, at: datetime) -> None:
    session.setdefault(LOCKED, int(at.timestamp()))


def is_locked(session: SessionBase) -> bool:
    return LOCKED in session


def needs_a_look(session: SessionBase, at: datetime) -> bool:
    """False for most requests: work was noted less than a minute ago."""
    rested = int(at.timestamp()) - session.get(SEEN, 0)
    return LOCKED not in session and not 0 <= rested < STAMP_SECONDS


def look(session: SessionBase, actor: Actor, at: datetime, on: date, *, is_work: bool) -> None:
    """Locks a session that has rested too long, else notes that the person is at work.

    A session from before there was a lock, or noted by a clock that ran ahead, begins now.
    """
    rested = int(at.timestamp()) - session.get(SEEN, int(at.timestamp()))
    if rested >= limit_seconds(actor, on):
        lock(session, at)
    elif is_work:
        begin(session, actor, at, on)


def _minutes(code: str, on: date) -> int:
    """While no rule is in force everybody is locked as early as an admin."""
    try:
        return rule_number(code, on=on)
    except RuleMissing:
        return min(strictest(OF_ALL), strictest(OF_ADMINS))
