"""What the pages read of the map. A commune has some twenty systems."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from xaso.core.units.models import Commune
from xaso.lib.text import fold
from xaso.modules.systems.models import System, SystemAccount, SystemFigure

NOT_DUE = date(2999, 12, 31)
PLACE = Case(
    When(stopped_date__isnull=False, then=Value(1)), default=Value(0), output_field=IntegerField()
)
ORDER = ("place", "listed_date", "name_folded", "pk")
"""Those in use, the most overdue first; those no longer used at the end."""


def map_rows(commune: Commune) -> QuerySet[System]:
    """Each with its open accounts and how many numbers it holds; two queries."""
    accounts = SystemAccount.objects.filter(closed_date=None).select_related("holder")
    return (
        System.objects.of(commune)
        .select_related("responsible")
        .annotate(
            place=PLACE,
            listed_date=Coalesce("due_date", Value(NOT_DUE), output_field=DateField()),
            figure_count=Count("figures"),
        )
        .prefetch_related(
            Prefetch(
                "accounts",
                accounts.order_by("holder__full_name", "pk"),
                to_attr="open_accounts",
            )
        )
        .order_by(*ORDER)
    )


def holders(system: Any) -> str:
    """Of a row of the map. Names only: a login stands on no list and in no file."""
    return ", ".join(dict.fromkeys(each.holder.full_name for each in system.open_accounts))


def named_like(typed: str) -> Q:
    return (
        Q(name_folded__contains=fold(typed))
        | Q(purpose__icontains=typed)
        | Q(owner_name__icontains=typed)
    )


def in_use() -> Q:
    return Q(stopped_date=None)


def overdue(today: date) -> Q:
    return Q(due_date__lt=today)


def without_account() -> Q:
    held = SystemAccount.objects.filter(system=OuterRef("pk"), closed_date=None)
    return Q(~Exists(held), stopped_date=None)


def counts_of(commune: Commune, today: date) -> dict[str, int]:
    """How many stand behind each choice above the list; one query."""
    found: dict[str, int] = System.objects.of(commune).aggregate(
        used=Count("pk", filter=in_use()),
        late=Count("pk", filter=overdue(today)),
        lone=Count("pk", filter=without_account()),
        stopped=Count("pk", filter=~in_use()),
    )
    return found


def figures_of(system: System) -> list[SystemFigure]:
    return list(SystemFigure.objects.filter(system=system).order_by("value_code"))


def accounts_of(system: System) -> list[SystemAccount]:
    """Open ones first, then those that ended, newest first."""
    rows = SystemAccount.objects.filter(system=system).select_related("holder")
    found = list(rows.order_by("holder__full_name", "pk"))
    ended = [row for row in found if row.closed_date]
    ended.sort(key=lambda row: row.closed_date or NOT_DUE, reverse=True)
    return [*(row for row in found if not row.closed_date), *ended]


def due_by(commune: Commune, today: date, days: int) -> QuerySet[System]:
    """Systems in use that are overdue or due within so many days."""
    rows = System.objects.of(commune).filter(due_date__lte=today + timedelta(days=days))
    return rows.order_by("due_date", "name_folded", "pk")
