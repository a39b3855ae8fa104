"""Which second factor a person has, and who must have one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from django.utils import timezone

from xaso.core.law.queries import RuleMissing, rule_asks, strict_number
from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor

ADMIN = "quan_tri"
FEW_CODES = 3


@dataclass(frozen=True)
class Factor:
    on_phone: bool
    """False: the codes of the printed slip are all there is."""
    since: datetime
    last_used_at: datetime | None
    codes_left: int

    @property
    def is_running_out(self) -> bool:
        return self.codes_left <= FEW_CODES


def factor_of(account_id: UUID) -> Factor | None:
    rows = {row.type: row for row in Authenticator.objects.filter(user_id=account_id)}
    phone = rows.get(Authenticator.Type.TOTP)
    paper = rows.get(Authenticator.Type.RECOVERY_CODES)
    first = phone or paper
    if first is None:
        return None
    used = [row.last_used_at for row in rows.values() if row.last_used_at]
    return Factor(
        on_phone=phone is not None,
        since=first.created_at,
        last_used_at=max(used, default=None),
        codes_left=_left(paper) if paper else 0,
    )


def has_factor(account_id: UUID) -> bool:
    return bool(Authenticator.objects.filter(user_id=account_id).exists())


def must_have(actor: Actor, on: date) -> bool:
    """By the rule in force: admins, except in the sample communes that everybody may try."""
    return ADMIN in actor.roles and not actor.commune.is_sample and _is_in_force(on)


def last_day_without(account: Account, on: date) -> date | None:
    """None until the person has been asked for it."""
    if account.second_factor_asked_at is None:
        return None
    asked = timezone.localdate(account.second_factor_asked_at)
    return asked + timedelta(days=strict_number("mfa.grace.days", on=on))


def _is_in_force(on: date) -> bool:
    try:
        return rule_asks("mfa.required", on=on)
    except RuleMissing:
        return False


def _left(paper: Authenticator) -> int:
    return int(app_settings.RECOVERY_CODE_COUNT) - int(paper.data["used_mask"]).bit_count()
