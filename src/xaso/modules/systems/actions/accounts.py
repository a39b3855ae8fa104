"""Who gets into a system of others, and who no longer does. Passwords have no place here."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.modules.systems.models import AccountKind, SystemAccount
from xaso.modules.systems.no_passwords import must_be_a_login, must_hold_no_password

from .rows import must_be_here, not_after, system_in_use


@transaction.atomic
def give_account(
    *,
    actor: Actor,
    system_id: UUID,
    holder_id: UUID,
    given_date: date,
    today: date,
    kind: str = AccountKind.OWN,
    login: str = "",
    note: str = "",
) -> SystemAccount:
    actor.must("systems.write")
    system = system_in_use(actor, system_id)
    must_be_here(actor.commune, holder_id, "holder")
    not_after(given_date, today, "given_date")
    must_be_a_login(login.strip())
    must_hold_no_password(note=note)
    twin = system.accounts.filter(holder=holder_id, login=login.strip(), closed_date=None)
    if twin.exists():
        raise ValidationError({"holder": _("Người này đã có tài khoản ấy trên hệ thống.")})
    account = SystemAccount.objects.create(
        commune=actor.commune,
        system=system,
        holder_id=holder_id,
        kind=kind,
        login=login.strip(),
        given_date=given_date,
        note=note.strip(),
    )
    record("systems.account.given", actor=actor, subject_id=system.pk, holder=str(holder_id))
    return account


@transaction.atomic
def end_account(
    *, actor: Actor, account_id: UUID, closed_date: date, reason: str, today: date
) -> SystemAccount:
    """Here it is only written down: the system's own owner must be asked to lock it there."""
    actor.must("systems.write")
    account = SystemAccount.objects.of(actor.commune).select_for_update().get(pk=account_id)
    if account.closed_date is not None:
        raise ValidationError(_("Tài khoản này đã ghi thôi giữ."))
    not_after(closed_date, today, "closed_date")
    if closed_date < account.given_date:
        raise ValidationError({"closed_date": _("Ngày thôi giữ phải sau ngày được cấp.")})
    must_hold_no_password(reason=reason)
    account.closed_date, account.closed_reason = closed_date, reason.strip()
    account.version += 1
    account.save()
    record(
        "systems.account.ended",
        actor=actor,
        subject_id=account.system_id,
        holder=str(account.holder_id),
    )
    return account
