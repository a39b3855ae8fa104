"""A code typed at the door. Taken once, it is never taken again."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from xaso.core.people.models import Account

from .phone_codes import NEAR, matching_step, step_at, steps_around
from .sealing import Unreadable, unseal


@transaction.atomic
def take_code(account: Account, typed: str, *, at: datetime) -> Authenticator | None:
    """The factor whose code this is, or None. Digits of the phone and of the slip are told apart
    by trying both."""
    for row in Authenticator.objects.select_for_update().filter(user_id=account.pk):
        try:
            if _takes(row, typed, at):
                row.user = account
                return row
        except Unreadable:
            continue
    return None


def _takes(row: Authenticator, typed: str, at: datetime) -> bool:
    if row.type == Authenticator.Type.TOTP:
        return _takes_from_phone(row, typed, at)
    return bool(row.wrap().validate_code(typed))


def _takes_from_phone(row: Authenticator, typed: str, at: datetime) -> bool:
    """Around the drift learnt, and around none: the clock of the machine may have been set right."""
    now = step_at(at)
    near = [*steps_around(now + row.data["drift"], NEAR), *steps_around(now, NEAR)]
    step = matching_step(unseal(row.data["secret"]), typed, near)
    if step is None or step <= row.data["last_step"]:
        return False
    row.data |= {"last_step": step, "drift": step - now}
    row.save(update_fields=["data"])
    return True
