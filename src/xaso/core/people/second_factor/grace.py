"""Who must have a second factor has some days to turn it on; then nothing else opens."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor

from .actions import ask_for_second_factor
from .queries import has_factor, last_day_without, must_have


def is_overdue(account: Account, actor: Actor, *, at: datetime) -> bool:
    """The first time the answer is wanted, the person is asked for it and the days begin."""
    today = timezone.localdate(at)
    if not must_have(actor, today) or has_factor(account.pk):
        return False
    last_day = last_day_without(account, today)
    if last_day is None:
        ask_for_second_factor(actor=actor, at=at)
        account.second_factor_asked_at = at
        return False
    return today > last_day


def owed_until(account: Account, actor: Actor, today: date) -> date | None:
    """The last day of grace; None for everybody who owes nothing."""
    if not must_have(actor, today) or has_factor(account.pk):
        return None
    return last_day_without(account, today)
