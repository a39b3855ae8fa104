"""What a village still has to say: this month, and the months before that are not settled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from xaso.core.residents.queries import reached_villages
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Village
from xaso.modules.teams.models import ReportSource, ReportState, VillageReport
from xaso.modules.teams.months import Month, month_of
from xaso.modules.teams.report_book import Form

from .report_book import due_dates, report_book
from .reports import reached_reports

MOST_VILLAGES = 3
"""Whoever reaches more works for the office and has the list of all villages."""


@dataclass(frozen=True)
class Owed:
    village: Village
    form: str
    name: str
    month: Month
    due: date
    report: VillageReport | None


def owed_reports(actor: Actor, today: date) -> list[Owed]:
    """The month that runs, and what was sent back or waits for the village. Five queries."""
    villages = list(reached_villages(actor)[:MOST_VILLAGES])
    month, book = month_of(today), report_book(actor.commune)
    due = due_dates(actor.commune)
    now = reached_reports(actor).filter(month=month.first).order_by("revision")
    there = {(row.village_id, row.form): row for row in now}
    found = [
        Owed(
            each, form.code, _name(form, month), month, due(month), there.get((each.pk, form.code))
        )
        for form in book.values()
        if form.is_used_in(month.first) and form.items_in(month.first)
        for each in villages
    ]
    return [*_before(actor, month, book, due), *found]


def _before(
    actor: Actor, month: Month, book: dict[str, Form], due: Callable[[Month], date]
) -> Iterator[Owed]:
    waits = Q(source=ReportSource.PHONE, confirmed_at=None)
    back = Q(state__in=(ReportState.RETURNED, ReportState.DRAFT))
    rows = reached_reports(actor).filter(back | waits, month__lt=month.first)
    for report in rows.order_by("-month")[:MOST_VILLAGES]:
        then = month_of(report.month)
        if form := book.get(report.form):
            name = _name(form, then)
            yield Owed(report.village, form.code, name, then, due(then), report)


def _name(form: Form, month: Month) -> str:
    return f"{form.name}, {month.words.lower()}"
