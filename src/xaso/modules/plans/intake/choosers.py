"""Who may lead and who may accept, as the selects of the review show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

from django.utils.translation import gettext as _

from xaso.core.people.models import Account
from xaso.core.units.models import Commune, Village
from xaso.modules.plans.offers import Offer, Offers
from xaso.modules.plans.queries.people import people_who_may

VILLAGE_HEADS = "truong_thon"
Options: TypeAlias = list[tuple[str, str]]
Grouped: TypeAlias = list[tuple[str, str | Options]]


@dataclass(frozen=True)
class Lead:
    """One person, or the heads of villages."""

    account: Account | None = None
    role: str = ""
    villages: tuple[Village, ...] = ()

    @property
    def label(self) -> str:
        if self.account:
            return self.account.full_name
        if len(self.villages) == 1:
            return str(self.villages[0])
        return _("Trưởng các thôn") if self.role else ""


NOBODY = Lead()


@dataclass(frozen=True)
class Choosers:
    workers: Sequence[Account]
    leaders: Sequence[Account]
    villages: Sequence[Village]

    @classmethod
    def of(cls, commune: Commune, offers: Offers, today: date) -> Choosers:
        leaders = tuple(people_who_may(commune, "plans.accept", today))
        return cls(workers=offers.accounts, leaders=leaders, villages=offers.villages)

    def lead(self, value: str) -> Lead:
        """Nobody for what is empty or no longer there."""
        kind, _colon, name = value.partition(":")
        if kind == "p":
            return Lead(account=_find(self.workers, name))
        if kind == "v":
            village = _find(self.villages, name)
            return Lead(role=VILLAGE_HEADS, villages=(village,)) if village else NOBODY
        if kind == "r" and name == VILLAGE_HEADS:
            return Lead(role=VILLAGE_HEADS, villages=tuple(self.villages))
        return NOBODY

    def follower(self, value: str) -> Account | None:
        found: Account | None = _find(self.leaders, value)
        return found

    def lead_options(self, *, with_villages: bool) -> Grouped:
        units: dict[str, Options] = {}
        for person in self.workers:
            units.setdefault(person.unit_name, []).append((f"p:{person.pk}", _titled(person)))
        grouped: Grouped = [(unit or _("Khác"), people) for unit, people in units.items()]
        heads = _("Trưởng các thôn (%(count)s thôn)") % {"count": len(self.villages)}
        villages: Options = [(f"r:{VILLAGE_HEADS}", heads)] if self.villages else []
        if with_villages:
            villages += [(f"v:{village.pk}", str(village)) for village in self.villages]
        return [*grouped, (_("Thôn"), villages)] if villages else grouped

    def follower_options(self) -> Options:
        return [(str(leader.pk), _titled(leader)) for leader in self.leaders]

    def offered_lead(self, offer: Offer) -> str:
        if offer.lead:
            return f"p:{offer.lead.pk}"
        if len(offer.villages) == 1 and len(self.villages) != 1:
            return f"v:{offer.villages[0].pk}"
        return f"r:{offer.lead_role}" if offer.lead_role else ""


def _titled(person: Account) -> str:
    return f"{person.full_name} – {person.job_title}" if person.job_title else person.full_name


def _find(rows: Sequence[Account] | Sequence[Village], text: str) -> Any:
    try:
        key = UUID(text)
    except ValueError:
        return None
    return next((row for row in rows if row.pk == key), None)
