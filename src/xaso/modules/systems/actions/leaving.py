"""Somebody leaves: what the person holds in systems of others goes over in the same step as the work."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor
from xaso.modules.systems.models import AccountKind, SystemAccount
from xaso.modules.systems.queries.held import accounts_held, systems_led


@transaction.atomic
def pass_on_systems(
    *,
    actor: Actor,
    leaver: Account,
    to: Account,
    handover_id: UUID,
    ends_own: bool,
    day: date,
) -> int:
    """A shared account moves to the receiver. A personal one ends when its holder goes: nobody signs
    in under another's name. The systems looked after go to the receiver too."""
    actor.must("plans.handover")
    rows = accounts_held(actor.commune, leaver).select_for_update(of=("self",))
    held = [row for row in rows if ends_own or row.kind == AccountKind.SHARED]
    for account in held:
        _end(account, to, handover_id, day)
    led = list(systems_led(actor.commune, leaver).select_for_update(of=("self",)))
    for system in led:
        system.responsible = to
        system.version += 1
        system.save(update_fields=["responsible", "version"])
    record(
        "systems.accounts.passed_on",
        actor=actor,
        subject_id=handover_id,
        leaver=str(leaver.pk),
        to=str(to.pk),
        accounts=len(held),
        systems=[str(system.pk) for system in led],
    )
    return len(held) + len(led)


def _end(account: SystemAccount, to: Account, handover_id: UUID, day: date) -> None:
    is_shared = account.kind == AccountKind.SHARED
    account.closed_date = max(day, account.given_date)
    account.closed_reason = _shared_to(to) if is_shared else _own_ended()
    account.handover_id = handover_id
    account.version += 1
    account.save()
    if is_shared:
        SystemAccount.objects.get_or_create(
            system=account.system,
            holder=to,
            login=account.login,
            closed_date=None,
            defaults={
                "commune": account.commune,
                "kind": account.kind,
                "given_date": account.closed_date,
                "note": account.note,
            },
        )


def _shared_to(to: Account) -> str:
    """Kept as a fact in the language of the papers, whoever does it."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("Chuyển cho %(name)s, người nhận đổi mật khẩu ngay") % {"name": to.full_name}


def _own_ended() -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return _("Thôi giữ khi bàn giao, đề nghị đơn vị chủ quản khóa")
