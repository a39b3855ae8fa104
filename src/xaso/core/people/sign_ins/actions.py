"""Ending sessions: one's own from another machine, and a person's by the admin."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.people.models import Account, SignIn
from xaso.core.rights.actor import Actor


@transaction.atomic
def end_own_session(*, actor: Actor, sign_in_id: UUID, at: datetime) -> SignIn:
    """Refused from the next request on."""
    row = SignIn.objects.select_for_update().get(pk=sign_in_id, account=actor.account_id)
    _end(row, at)
    record("people.session.ended", actor=actor, subject_id=row.account_id)
    return row


@transaction.atomic
def end_own_other_sessions(*, actor: Actor, keep: str, at: datetime) -> None:
    """`keep` is the id of the session the person sits at; the page signs it anew."""
    if actor.account_id is None:
        raise ValueError("the system has no sessions")
    end_all_sessions(actor.account_id, at=at, keep=keep)
    record("people.sessions.ended", actor=actor, subject_id=actor.account_id)


@transaction.atomic
def end_session(*, actor: Actor, sign_in_id: UUID, at: datetime) -> SignIn:
    actor.must("people.manage")
    rows = SignIn.objects.select_for_update().select_related("account")
    row = rows.get(pk=sign_in_id, account__commune=actor.commune)
    _end(row, at)
    record("people.session.ended", actor=actor, subject_id=row.account_id)
    return row


@transaction.atomic
def end_sessions(*, actor: Actor, account_id: UUID, at: datetime) -> Account:
    actor.must("people.manage")
    account: Account = Account.objects.of(actor.commune).get(pk=account_id)
    end_all_sessions(account.pk, at=at)
    record("people.sessions.ended", actor=actor, subject_id=account.pk)
    return account


def end_all_sessions(account_id: UUID, *, at: datetime, keep: str = "") -> None:
    """A part of other actions. The round ends them all, also one no row tells of; that of `keep`
    has to be signed anew by the page."""
    Account.objects.filter(pk=account_id).update(session_round=F("session_round") + 1)
    rows = SignIn.objects.filter(account_id=account_id, ended_at=None)
    others = rows.exclude(pk=keep) if keep else rows
    keys = list(others.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    others.update(ended_at=at, session_key="")


def _end(row: SignIn, at: datetime) -> None:
    if row.ended_at is not None:
        raise ValidationError(_("Phiên này đã kết thúc từ trước."))
    Session.objects.filter(session_key=row.session_key).delete()
    row.ended_at, row.session_key = at, ""
    row.save(update_fields=["ended_at", "session_key"])
