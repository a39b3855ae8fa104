"""The monthly forms as one commune has them, and by which day it wants them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from xaso.core.units.models import Commune
from xaso.modules.teams.models import OwnForm, OwnItem, ReportDay
from xaso.modules.teams.months import Month
from xaso.modules.teams.report_book import Form, Item, with_own

USUAL_DAY = 25


def report_book(commune: Commune) -> dict[str, Form]:
    """Packaged forms first; two queries."""
    forms = OwnForm.objects.of(commune).order_by("first_month", "code")
    items = OwnItem.objects.of(commune).order_by("first_month", "code")
    return with_own(
        (Form(form.code, form.name, form.first_month) for form in forms),
        [(item.form, _item(item)) for item in items],
    )


def due_date(commune: Commune, month: Month) -> date:
    """Of the day that held in that month; one query."""
    return due_dates(commune)(month)


def due_dates(commune: Commune) -> Callable[[Month], date]:
    """For many months; one query."""
    rows = ReportDay.objects.of(commune).order_by("-first_month")
    decided = list(rows.values_list("first_month", "day"))

    def due(month: Month) -> date:
        held = (day for first, day in decided if first <= month.first)
        return date(month.year, month.number, next(held, USUAL_DAY))

    return due


def _item(row: OwnItem) -> Item:
    return Item(
        code=row.code,
        label=row.label,
        unit=row.unit,
        first=row.first_month,
        last=row.last_month,
        kind=row.kind,
        is_whole=row.is_whole,
        change_percent=None if row.is_guarded else 20,
        is_public=row.is_public,
        is_guarded=row.is_guarded,
    )
