"""One month of one form over all villages: who has reported, what it adds up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from xaso.core.residents.queries import reached_villages
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Village
from xaso.modules.teams.models import ReportCell, ReportState, VillageReport
from xaso.modules.teams.months import Month
from xaso.modules.teams.report_book import Form, Item
from xaso.modules.teams.report_checks import Doubt, doubts_of
from xaso.modules.teams.report_totals import Total, totals_of

from .report_book import due_date
from .reports import cells_of, counting_reports, newest_of_month, numbers_of

Cells = Mapping[str, ReportCell]


@dataclass(frozen=True)
class VillageLine:
    village: Village
    report: VillageReport | None
    doubts: list[Doubt]
    """Of what waits to be looked over."""

    @property
    def is_owed(self) -> bool:
        return self.report is None or self.report.is_open


@dataclass(frozen=True)
class Board:
    """Totals are of approved numbers; what is only sent waits."""

    form: Form
    month: Month
    due: date
    villages: list[Village]
    latest: Mapping[UUID, VillageReport]
    counting: Mapping[UUID, VillageReport]
    before: Mapping[UUID, VillageReport]
    cells: Mapping[UUID, Cells]

    @cached_property
    def items(self) -> list[Item]:
        return self.form.items_in(self.month.first)

    @cached_property
    def totals(self) -> list[Total]:
        return totals_of(self.items, self._numbers(self.counting), self._numbers(self.before))

    @cached_property
    def lines(self) -> list[VillageLine]:
        """By the name of the village."""
        return [self._line(village) for village in self.villages]

    @cached_property
    def states(self) -> Counter[str]:
        return Counter(line.report.state for line in self.lines if line.report)

    @property
    def counted(self) -> int:
        return len(self.counting)

    @property
    def waiting(self) -> list[VillageLine]:
        return [x for x in self.lines if x.report and x.report.state == ReportState.SENT]

    @property
    def owed(self) -> list[VillageLine]:
        return [line for line in self.lines if line.is_owed]

    def numbers(self, village: Village) -> dict[str, Decimal | None]:
        """Approved ones."""
        report = self.counting.get(village.pk)
        return numbers_of(self.cells[report.pk]) if report else {}

    def _numbers(
        self, reports: Mapping[UUID, VillageReport]
    ) -> dict[UUID, dict[str, Decimal | None]]:
        return {pk: numbers_of(self.cells[report.pk]) for pk, report in reports.items()}

    def _line(self, village: Village) -> VillageLine:
        report, before = self.latest.get(village.pk), self.before.get(village.pk)
        if report is None or report.state != ReportState.SENT:
            return VillageLine(village, report, [])
        cells = self.cells[report.pk]
        then = numbers_of(self.cells[before.pk]) if before else {}
        notes = {code: cell.note for code, cell in cells.items()}
        return VillageLine(village, report, doubts_of(self.items, numbers_of(cells), then, notes))


def board_of(actor: Actor, form: Form, month: Month) -> Board:
    """Of the villages within reach; six queries."""
    villages = list(reached_villages(actor))
    latest = newest_of_month(actor, form.code, month)
    counting = _reached(counting_reports(actor.commune, form.code, month), villages)
    before = _reached(counting_reports(actor.commune, form.code, month.before()), villages)
    reports = {r.pk: r for each in (latest, counting, before) for r in each.values()}
    return Board(
        form=form,
        month=month,
        due=due_date(actor.commune, month),
        villages=villages,
        latest=latest,
        counting=counting,
        before=before,
        cells=cells_of(reports.values()),
    )


def _reached(
    reports: Mapping[UUID, VillageReport], villages: Iterable[Village]
) -> dict[UUID, VillageReport]:
    within = {village.pk for village in villages}
    return {pk: report for pk, report in reports.items() if pk in within}
