"""Where the commune wants it, admins set a new password every so many months; nobody else does."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from xaso.core.events.record import record
from xaso.core.law.queries import strict_number
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Commune

from .models import Account, SignInSettings
from .second_factor.queries import ADMIN


def settings_of(commune: Commune) -> SignInSettings:
    found = SignInSettings.objects.of(commune).first()
    return found or SignInSettings(commune=commune)


@transaction.atomic
def save_sign_in_settings(
    *, actor: Actor, admin_password_expires: bool, help_phone: str = ""
) -> SignInSettings:
    actor.must("commune.settings")
    settings = settings_of(actor.commune)
    settings.admin_password_expires = admin_password_expires
    settings.help_phone = help_phone.strip()
    settings.version += 1
    settings.save()
    record(
        "people.settings.saved",
        actor=actor,
        subject_id=settings.pk,
        admin_password_expires=admin_password_expires,
    )
    return settings


def ask_if_old(account: Account, actor: Actor, *, at: datetime) -> None:
    """At the sign-in: the page that changes the password comes first, nothing else opens."""
    if ADMIN not in actor.roles or account.must_change_password:
        return
    if settings_of(actor.commune).admin_password_expires and _is_old(account, at):
        ask_for_new_password(actor=actor, at=at)


@transaction.atomic
def ask_for_new_password(*, actor: Actor, at: datetime) -> None:
    account = Account.objects.get(pk=actor.account_id)
    account.must_change_password = True
    account.save(update_fields=["must_change_password"])
    record("people.password.expired", actor=actor, subject_id=account.pk)


def _is_old(account: Account, at: datetime) -> bool:
    today = timezone.localdate(at)
    since = timezone.localdate(account.password_set_at or account.made_at)
    return _full_months(since, today) >= strict_number("password.admin.change.months", on=today)


def _full_months(since: date, today: date) -> int:
    months = (today.year - since.year) * 12 + today.month - since.month
    return months - (today.day < since.day)
