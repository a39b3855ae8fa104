"""What a leaver holds in systems of others, for the handover of the plan (core/people/leaving.py)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xaso.core.people.leaving import Holding, Keeper, keeps
from xaso.core.people.models import Account
from xaso.core.units.models import Commune

from .actions import pass_on_systems
from .queries.held import accounts_ended_by, accounts_held, systems_handed_by, systems_led


def held(commune: Commune, leaver: Account) -> list[Holding]:
    accounts = [
        Holding(
            _("Tài khoản %(kind)s: %(system)s")
            % {"kind": account.get_kind_display(), "system": account.system.name}
        )
        for account in accounts_held(commune, leaver)
    ]
    led = [
        Holding(_("Phụ trách hệ thống: %(system)s") % {"system": system.name},
                due_date=system.due_date)
        for system in systems_led(commune, leaver)
    ]  # fmt: skip
    return [*accounts, *led]


def told(commune: Commune, handover_id: UUID) -> list[str]:
    accounts = [
        _("%(system)s: tài khoản %(kind)s, %(what)s.")
        % {
            "system": account.system.name,
            "kind": account.get_kind_display(),
            "what": account.closed_reason[:1].lower() + account.closed_reason[1:],
        }
        for account in accounts_ended_by(commune, handover_id)
    ]
    led = [
        _("%(system)s: giao người khác phụ trách, trích xuất số liệu.") % {"system": name}
        for name in systems_handed_by(commune, handover_id)
    ]
    return [*accounts, *led]


keeps(
    Keeper(
        name="systems",
        label=gettext_lazy("tài khoản, phụ trách hệ thống khác"),
        right="systems.read",
        held=held,
        pass_on=pass_on_systems,
        told=told,
    )
)
