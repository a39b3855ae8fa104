"""Who may be chosen in a form about tasks."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from xaso.core.people.models import Account
from xaso.core.people.queries import grants_held_on
from xaso.core.rights.roles import all_roles
from xaso.core.units.models import Commune


def people_who_may(commune: Commune, right: str, day: date) -> QuerySet[Account]:
    """Open accounts whose roles of that day carry the right, by name; one query."""
    roles = [role.code for role in all_roles().values() if right in role.rights]
    holders = grants_held_on(day).filter(role__in=roles).order_by().values("account")
    rows = Account.objects.filter(commune=commune, is_active=True, pk__in=holders)
    ordered: QuerySet[Account] = rows.order_by("full_name", "pk")
    return ordered
