"""The people of the sample a visitor may become."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from xaso.core.rights.roles import all_roles
from xaso.core.sample.communes import accounts
from xaso.core.units.models import Commune


@dataclass(frozen=True)
class Doors:
    """What a button sends to `portal:enter-role`, by role; the first person of each role."""

    usernames: dict[str, str]

    def to(self, address: str, role: str, username: str = "") -> str:
        who = username or self.usernames.get(role, "")
        return f"{who}:{address}" if who else ""

    def others(self, *taken: str) -> Iterable[tuple[str, str]]:
        """Label and door of every other role."""
        for role in self.usernames:
            if role not in taken:
                yield _(all_roles()[role].label), self.to("", role)


def doors_of(commune: Commune) -> Doors:
    usernames: dict[str, str] = {}
    for account in accounts(commune.pk):
        if all_roles()[account.role].sample:
            usernames.setdefault(account.role, account.username)
    return Doors(usernames)
