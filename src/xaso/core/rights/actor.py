"""Who is acting, for which commune, with which rights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied

from .roles import all_rights

if TYPE_CHECKING:
    from xaso.core.units.models import Commune


@dataclass(frozen=True)
class Actor:
    """A person at work, or the system itself when `account_id` is None."""

    name: str
    commune: Commune
    rights: frozenset[str] = frozenset()
    account_id: UUID | None = None
    roles: tuple[str, ...] = ()
    village_ids: frozenset[UUID] | None = None
    """The villages a village-bound role reaches; None for people of the office: all."""

    def may(self, right: str) -> bool:
        return right in self.rights

    def must(self, right: str) -> None:
        if right not in self.rights:
            raise PermissionDenied(right)

    def reaches_village(self, village_id: UUID) -> bool:
        return self.village_ids is None or village_id in self.village_ids


def system_actor(commune: Commune) -> Actor:
    """Scheduled jobs and scripts without a named person; recorded as such."""
    return Actor(name="Hệ thống", commune=commune, rights=all_rights())
