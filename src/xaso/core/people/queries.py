from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from xaso.core.units.models import Commune

from .models import Account, RoleGrant


def grants_on(account: Account, day: date) -> Sequence[RoleGrant]:
    return list(grants_held_on(day).filter(account=account))


def people_by_name(commune: Commune) -> QuerySet[Account]:
    """Open accounts, for a field that chooses one of them."""
    rows = Account.objects.filter(commune=commune, is_active=True)
    ordered: QuerySet[Account] = rows.only("pk", "full_name").order_by("full_name", "pk")
    return ordered


def holders_of(commune: Commune, role: str, day: date) -> QuerySet[Account]:
    """Open accounts of the commune that hold the role on that day."""
    holders = grants_held_on(day).filter(role=role).values("account")
    rows = Account.objects.filter(commune=commune, is_active=True, pk__in=holders)
    ordered: QuerySet[Account] = rows.order_by("full_name", "pk")
    return ordered


def village_heads_on(commune: Commune, day: date) -> dict[UUID, UUID]:
    """Village → the open account of its head; one of them where there are several."""
    rows = grants_held_on(day).filter(
        role="truong_thon",
        village__isnull=False,
        account__commune=commune,
        account__is_active=True,
    )
    return dict(rows.values_list("village", "account"))


def grants_held_on(day: date) -> QuerySet[RoleGrant]:
    return RoleGrant.objects.filter(
        Q(to_date=None) | Q(to_date__gte=day), from_date__lte=day
    ).order_by("role", "pk")
