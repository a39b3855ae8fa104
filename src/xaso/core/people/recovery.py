"""For the person who has forgotten everything, when nobody in the commune can help: only who sits at
the machine itself can do this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.lib.codes import one_time_password

from .limits import open_the_door
from .models import Account
from .sign_ins.actions import end_all_sessions


@dataclass(frozen=True)
class Recovered:
    account: Account
    password: str
    was_closed: bool
    had_second_factor: bool


@transaction.atomic
def recover_account(*, actor: Actor, account_id: UUID, at: datetime) -> Recovered:
    """Open again, with a new one-time password and nothing else between it and the first page."""
    actor.must("people.manage")
    account: Account = Account.objects.of(actor.commune).select_for_update().get(pk=account_id)
    was_closed, password = not account.is_active, one_time_password()
    account.set_password(password)
    account.must_change_password, account.last_seen_at = True, at
    account.is_active, account.closed_at, account.closed_as_idle = True, None, False
    account.close_reason = ""
    account.version += 1
    account.save()
    removed, _each = Authenticator.objects.filter(user_id=account.pk).delete()
    end_all_sessions(account.pk, at=at)
    open_the_door(account)
    record("people.account.recovered", actor=actor, subject_id=account.pk)
    return Recovered(account, password, was_closed, had_second_factor=bool(removed))
