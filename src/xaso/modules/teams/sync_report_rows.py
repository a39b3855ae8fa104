"""What a phone must know to write the month of its village where there is no line."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Value
from django.utils import timezone

from xaso.core.events.models import Event
from xaso.core.events.touched import subject
from xaso.core.rights.actor import Actor
from xaso.core.sync.sharing import Shared
from xaso.core.units.models import Village

from .models import OwnForm, OwnItem, ReportCell, Team, VillageReport, Visit
from .months import month_of
from .queries.report_book import due_dates
from .queries.reports import cells_of, counted_number
from .report_book import MEMBERS, VISITS
from .report_words import sees_guarded

MONTHS = 3
"""This month, the one its numbers are compared with, and one more for what is settled late."""
DUE = ("due_now", "due_before")
"""The day the report of this month is due, and that of the one before: counts are told of both."""
RIGHT = "teams.report"


def own_reports(actor: Actor) -> QuerySet[VillageReport]:
    """Village people's own; whoever works for all villages does it at the desk."""
    first = month_of(timezone.localdate()).before(MONTHS - 1).first
    rows = VillageReport.objects.of(actor.commune).filter(month__gte=first)
    return rows.filter(village__in=actor.village_ids or ())


def reports_elsewhere(actor: Actor) -> QuerySet[VillageReport]:
    rows = VillageReport.objects.of(actor.commune)
    return rows.exclude(village__in=actor.village_ids or ())


def shown_report(actor: Actor, report: VillageReport) -> dict[str, Any]:
    """`cells`: item, number, where it came from, note, the office's comment."""
    cells = cells_of([report])[report.pk]
    sees = sees_guarded(actor, report)
    return {
        "village": str(report.village_id),
        "form": report.form,
        "month": month_of(report.month).code,
        "revision": report.revision,
        "state": report.state,
        "is_mine": report.by_id == actor.account_id,
        "cells": [_told(cell, sees) for _item, cell in sorted(cells.items())],
    }


def own_villages(actor: Actor) -> QuerySet[Village]:
    """With the days their reports are due, which are read once."""
    now, due = month_of(timezone.localdate()), due_dates(actor.commune)
    days = {name: Value(due(now.before(back))) for back, name in enumerate(DUE)}
    rows = Village.objects.of(actor.commune).filter(pk__in=actor.village_ids or ())
    return rows.annotate(**days)


def villages_elsewhere(actor: Actor) -> QuerySet[Village]:
    return Village.objects.of(actor.commune).exclude(pk__in=actor.village_ids or ())


def shown_village(_actor: Actor, village: Village) -> dict[str, Any]:
    """`months`: month, the day it is due, members of the team, people guided; null: nobody knows."""
    today = timezone.localdate()

    def told(due: date) -> list[Any]:
        month = month_of(due)
        counted = [counted_number(each, village, month, today) for each in (MEMBERS, VISITS)]
        return [month.code, due.isoformat(), *map(_plain, counted)]

    return {"months": [told(getattr(village, name)) for name in DUE]}


def own_forms(actor: Actor) -> QuerySet[OwnForm]:
    return OwnForm.objects.of(actor.commune)


def shown_form(_actor: Actor, form: OwnForm) -> dict[str, Any]:
    return {"code": form.code, "name": form.name, "from": form.first_month.isoformat()}


def own_items(actor: Actor) -> QuerySet[OwnItem]:
    return OwnItem.objects.of(actor.commune)


def shown_item(_actor: Actor, item: OwnItem) -> dict[str, Any]:
    """In the words of report_items.csv, which phones bring along."""
    return {
        "form": item.form,
        "code": item.code,
        "label": item.label,
        "unit": item.unit,
        "type": "int" if item.is_whole else "decimal",
        "kind": item.kind,
        "change_percent": "" if item.is_guarded else "20",
        "guarded": "yes" if item.is_guarded else "no",
        "from": item.first_month.isoformat(),
        "until": item.last_month.isoformat() if item.last_month else "",
    }


def reports_of_month(event: Event) -> Collection[UUID]:
    month = f"{event.data['month']}-01"
    rows = VillageReport.objects.filter(commune=event.commune, month=month)
    return list(rows.values_list("pk", flat=True))


def village_of_visit(event: Event) -> Collection[UUID]:
    """And that of the one it corrects."""
    ids = [event.subject_id, *filter(None, [event.data.get("replaces")])]
    rows = Visit.objects.filter(commune=event.commune, pk__in=ids)
    return {*rows.values_list("village", flat=True)}


def village_of_team(event: Event) -> Collection[UUID]:
    rows = Team.objects.filter(commune=event.commune, pk=event.subject_id)
    return list(rows.values_list("village", flat=True))


def every_village(event: Event) -> Collection[UUID]:
    return list(Village.objects.filter(commune=event.commune).values_list("pk", flat=True))


def _told(cell: ReportCell, sees_guarded: bool) -> list[str]:
    number = cell.value if sees_guarded else cell.number
    return [cell.item, _plain(number) or "", cell.origin, cell.note, cell.comment]


def _plain(number: Decimal | None) -> str | None:
    """As somebody types it."""
    return None if number is None else f"{number.normalize():f}".replace(".", ",")


REPORTS = Shared(
    "village_report",
    right=RIGHT,
    rows=own_reports,
    elsewhere=reports_elsewhere,
    shown=shown_report,
    heard={"teams.report.*": subject, "teams.month.locked": reports_of_month},
)
VILLAGES = Shared(
    "report_village",
    right=RIGHT,
    rows=own_villages,
    elsewhere=villages_elsewhere,
    shown=shown_village,
    heard={
        "teams.visit.*": village_of_visit,
        "teams.member.*": village_of_team,
        "teams.team.*": village_of_team,
        "teams.report_day.decided": every_village,
    },
)
OWN_FORMS = Shared(
    "report_form",
    right=RIGHT,
    rows=own_forms,
    shown=shown_form,
    heard={"teams.form.*": subject},
)
OWN_ITEMS = Shared(
    "report_item",
    right=RIGHT,
    rows=own_items,
    shown=shown_item,
    heard={"teams.item.*": subject},
)
