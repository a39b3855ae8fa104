"""Reports of the villages as pages and totals ask for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum

from xaso.core.rights.actor import Actor
from xaso.core.units.models import Commune, Village
from xaso.modules.teams.models import (
    Member,
    ReportCell,
    ReportState,
    VillageReport,
    Visit,
    VisitLine,
)
from xaso.modules.teams.months import Month
from xaso.modules.teams.report_book import MEMBERS, STOCK, VISITS, Item

from .visits import COUNTING, team_on

GUIDED = "DVCTT"
"""The service whose people item CT13 counts."""
COUNTS = Q(state__in=(ReportState.APPROVED, ReportState.LOCKED))


@dataclass(frozen=True)
class Offer:
    """What an item may be without typing: as last month, or as the register says."""

    number: Decimal
    is_counted: bool
    village_id: UUID | None = None
    source: str = ""


def reached_reports(actor: Actor) -> QuerySet[VillageReport]:
    rows = VillageReport.objects.of(actor.commune).select_related("village")
    return rows if actor.village_ids is None else rows.filter(village__in=actor.village_ids)


def newest_of_month(actor: Actor, form: str, month: Month) -> dict[UUID, VillageReport]:
    """The newest revision of each village; one query."""
    rows = reached_reports(actor).filter(form=form, month=month.first)
    return {row.village_id: row for row in rows.order_by("revision")}


def newest(village: Village, form: str, month: Month) -> VillageReport | None:
    rows = VillageReport.objects.filter(village=village, form=form, month=month.first)
    return rows.select_related("village").order_by("-revision").first()


def counting_reports(commune: Commune, form: str, month: Month) -> dict[UUID, VillageReport]:
    """The newest approved revision of each village; one query."""
    rows = VillageReport.objects.of(commune).filter(COUNTS, form=form, month=month.first)
    return {row.village_id: row for row in rows.order_by("revision")}


def cells_of(reports: Iterable[VillageReport]) -> dict[UUID, dict[str, ReportCell]]:
    """By report, then by item; one query."""
    found: dict[UUID, dict[str, ReportCell]] = {report.pk: {} for report in reports}
    for cell in ReportCell.objects.filter(report__in=found):
        found[cell.report_id][cell.item] = cell
    return found


def numbers_of(cells: Mapping[str, ReportCell]) -> dict[str, Decimal | None]:
    return {code: cell.value for code, cell in cells.items()}


def numbers_before(village: Village, form: str, month: Month) -> dict[str, Decimal | None]:
    """Of the month before, as it stands there now, approved or not."""
    report = newest(village, form, month.before())
    return numbers_of(cells_of([report])[report.pk]) if report else {}


def offers_of(
    village: Village,
    items: Iterable[Item],
    before: Mapping[str, Decimal | None],
    month: Month,
    today: date,
) -> dict[str, Offer]:
    """By item; a guarded number is never offered."""
    found = {}
    for item in items:
        then = before.get(item.code)
        if item.source:
            counted = counted_number(item.source, village, month, today)
            if counted is not None:
                found[item.code] = Offer(counted, True, village.pk, item.source)
        elif item.kind == STOCK and then is not None and not item.is_guarded:
            found[item.code] = Offer(then, False)
    return found


def counted_number(source: str, village: Village, month: Month, today: date) -> Decimal | None:
    """None while nobody has written anything down: that is not 0."""
    day = min(month.last, today)
    if source == MEMBERS:
        return _members(village, day)
    return _guided(village, month) if source == VISITS else None


def _members(village: Village, day: date) -> Decimal | None:
    team = team_on(village.pk, day)
    if team is None:
        return None
    there = Member.objects.filter(team=team, from_date__lte=day)
    return Decimal(there.filter(Q(to_date=None) | Q(to_date__gt=day)).count())


def _guided(village: Village, month: Month) -> Decimal | None:
    """People counted at each visit with that service."""
    visits = Visit.objects.filter(
        COUNTING, village=village, day__gte=month.first, day__lte=month.last
    )
    if not visits.exists():
        return None
    lines = VisitLine.objects.filter(visit__in=visits.values("pk"), service=GUIDED)
    guided = visits.filter(pk__in=lines.values("visit"))
    found = guided.aggregate(people=Sum(F("male") + F("female")))
    return Decimal(found["people"] or 0)
