"""Accounts nobody has used for the days of the rule are closed; the commune keeps its last admin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import DateTimeField, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.law.queries import RuleMissing, rule_number
from xaso.core.rights.actor import Actor
from xaso.core.rights.roles import all_roles
from xaso.core.units.models import Commune

from .models import Account
from .queries import holders_of
from .second_factor.queries import ADMIN
from .sign_ins.actions import end_all_sessions

RULE = "account.idle.days"
LAST_USE = Coalesce(F("last_seen_at"), F("last_login"), F("made_at"), output_field=DateTimeField())
WARNED_DAYS = 7
"""So long before the account is closed it is told, and so long after."""


@dataclass(frozen=True)
class IdleAccounts:
    closed: Sequence[Account]
    soon: Sequence[tuple[Account, date]]
    """With the day of the night in which each would be closed."""

    def __bool__(self) -> bool:
        return bool(self.closed or self.soon)


@transaction.atomic
def close_idle_accounts(*, actor: Actor, at: datetime) -> list[Account]:
    """The sample communes stay open to whoever comes by."""
    actor.must("people.manage")
    days = _days(at)
    if days is None or actor.commune.is_sample:
        return []
    long_ago = Q(is_active=True, last_use__lte=at - timedelta(days=days))
    unused = list(_with_last_use(actor.commune).filter(long_ago).select_for_update())
    kept = _last_admin(actor.commune, unused, at)
    closed = [account for account in unused if account != kept]
    for account in closed:
        _close(account, days, at)
        record("people.account.closed_as_idle", actor=actor, subject_id=account.pk, days=days)
    return closed


def idle_accounts(commune: Commune, at: datetime) -> IdleAccounts:
    """Closed in the last days, and to be closed in the next ones; three queries at most."""
    asked = None if commune.is_sample else _days(at)
    if asked is None:
        return IdleAccounts((), ())
    days, warned = timedelta(days=asked), timedelta(days=WARNED_DAYS)
    rows = _with_last_use(commune).filter(
        Q(is_active=True, last_use__lte=at - days + warned)
        | Q(is_active=False, closed_as_idle=True, closed_at__gt=at - warned)
    )
    closed = [account for account in rows if not account.is_active]
    unused = [account for account in rows if account.is_active]
    kept = _last_admin(commune, unused, at) if unused else None
    return IdleAccounts(
        closed=closed,
        soon=[
            (account, _night_after(_last_use(account) + days, at))
            for account in unused
            if account != kept
        ],
    )


def _with_last_use(commune: Commune) -> QuerySet[Account]:
    """An account nobody has ever signed in to counts from the day it was made. A machine's never is."""
    machines = [code for code, role in all_roles().items() if role.reach == "machine"]
    rows = Account.objects.of(commune).exclude(grants__role__in=machines)
    rows = rows.annotate(last_use=LAST_USE)
    ordered: QuerySet[Account] = rows.order_by("last_use", "pk")
    return ordered


def _last_use(account: Account) -> datetime:
    return account.last_seen_at or account.last_login or account.made_at


def _last_admin(commune: Commune, unused: Sequence[Account], at: datetime) -> Account | None:
    """The admin seen last, when otherwise none would be left."""
    admins = {admin.pk for admin in holders_of(commune, ADMIN, timezone.localdate(at))}
    if admins - {account.pk for account in unused}:
        return None
    return next((account for account in reversed(unused) if account.pk in admins), None)


def _close(account: Account, days: int, at: datetime) -> None:
    account.is_active, account.closed_at, account.closed_as_idle = False, at, True
    account.close_reason = _("Không dùng %(days)d ngày, phần mềm tự khóa.") % {"days": days}
    account.version += 1
    account.save()
    end_all_sessions(account.pk, at=at)


def _days(at: datetime) -> int | None:
    """None while no rule asks for it: then no account is closed."""
    try:
        return rule_number(RULE, on=timezone.localdate(at))
    except RuleMissing:
        return None


def _night_after(moment: datetime, at: datetime) -> date:
    return timezone.localdate(max(moment, at)) + timedelta(days=1)
