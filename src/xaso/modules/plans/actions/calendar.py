"""The secret address of a person's calendar: opened, opened anew, taken back."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.modules.plans.models import CalendarFeed

from .rows import must_be_a_person

SECRET_BYTES = 32


@transaction.atomic
def open_feed(*, actor: Actor, at: datetime) -> str:
    """Returns the secret, shown once and kept only as a hash. The address before it ends."""
    actor.must("plans.work")
    account_id = must_be_a_person(actor)
    _running(actor).update(revoked_at=at)
    secret = token_urlsafe(SECRET_BYTES)
    CalendarFeed.objects.create(
        commune=actor.commune, account_id=account_id, token_hash=hash_of(secret), made_at=at
    )
    record("plans.calendar.opened", actor=actor, subject_id=account_id)
    return secret


@transaction.atomic
def revoke_feed(*, actor: Actor, at: datetime) -> None:
    """From now on the address answers as if it had never been."""
    actor.must("plans.work")
    if not _running(actor).update(revoked_at=at):
        raise ValidationError(_("Chưa có địa chỉ lịch nào đang dùng."))
    record("plans.calendar.revoked", actor=actor, subject_id=must_be_a_person(actor))


def hash_of(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _running(actor: Actor) -> QuerySet[CalendarFeed]:
    rows = CalendarFeed.objects.of(actor.commune).filter(account=actor.account_id)
    return rows.filter(revoked_at=None)


__all__ = ["open_feed", "revoke_feed"]
