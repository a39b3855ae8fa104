"""What the approved monthly reports of the villages say to the indicators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.figures import EvidenceLink, Figure, Period
from xaso.core.units.models import Commune
from xaso.modules.teams.models import ReportCell, Team, VillageReport
from xaso.modules.teams.months import Month, month_of
from xaso.modules.teams.report_book import packaged

REPORTED = "to-thang-bao-cao"
FED = {
    item.value_code: (form.code, item.code)
    for form in packaged().values()
    for item in form.items
    if item.value_code
}


def figures_of_reports(
    commune: Commune, period: Period, teams: Iterable[Team]
) -> Iterator[Figure]:
    """Of months that lie in the period. While no report was written in it nothing is known: the
    commune may ask its villages in another way. Two queries."""
    months = {"month__gte": period.first, "month__lte": period.last}
    reports = VillageReport.objects.of(commune).filter(**months)
    found = list(reports.order_by("month", "revision").select_related("village"))
    if not found:
        return
    counting = {(r.village_id, r.form, r.month): r for r in found if r.counts}
    yield _team_months(teams, period, {(pk, month) for pk, _form, month in counting})
    yield from _fed(counting.values())


def _team_months(teams: Iterable[Team], period: Period, told: set[tuple[UUID, date]]) -> Figure:
    """A team's month counts once, from the month after it was founded."""
    founded: dict[UUID, date] = {}
    for team in teams:
        first = founded.get(team.village_id, team.founded_date)
        founded[team.village_id] = min(first, team.founded_date)
    count = sum(pk in founded and founded[pk] < month for pk, month in told)
    return Figure(
        code=REPORTED,
        number=Decimal(count),
        period=period,
        source=_("Báo cáo tháng của thôn, đã duyệt"),
        as_of=min(period.last, timezone.localdate()),
        evidence=(EvidenceLink(_("Báo cáo thôn"), _board(month_of(period.last))),),
    )


def _fed(reports: Iterable[VillageReport]) -> Iterator[Figure]:
    """The newest month of each village; its own report is the evidence."""
    newest: dict[tuple[UUID, str], VillageReport] = {}
    for report in reports:
        newest[report.village_id, report.form] = report
    asked = {places: code for code, places in FED.items()}
    cells = ReportCell.objects.filter(report__in=[r.pk for r in newest.values()], number__gte=0)
    by_id = {report.pk: report for report in newest.values()}
    for cell in cells.order_by("item"):
        report = by_id[cell.report_id]
        if code := asked.get((report.form, cell.item)):
            yield _of_cell(code, cell, report)


def _of_cell(code: str, cell: ReportCell, report: VillageReport) -> Figure:
    month = month_of(report.month)
    return Figure(
        code=code,
        number=cell.number,
        period=Period(month.first, month.last),
        source=_("Báo cáo thôn %(month)s") % {"month": month.words.lower()},
        as_of=min(month.last, timezone.localdate()),
        village_id=report.village_id,
        evidence=(EvidenceLink(str(report.village), report.get_absolute_url()),),
    )


def _board(month: Month) -> str:
    return f"{reverse('teams:reports')}?thang={month.code}"
