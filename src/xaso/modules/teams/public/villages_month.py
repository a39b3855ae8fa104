"""The newest month of a period that villages reported, added up, for papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.text import capfirst

from xaso.core.figures import Period
from xaso.core.rights.actor import system_actor
from xaso.core.switches.known import is_on
from xaso.core.units.models import Commune
from xaso.modules.teams.models import VillageReport
from xaso.modules.teams.months import month_of
from xaso.modules.teams.queries.report_board import board_of
from xaso.modules.teams.queries.reports import COUNTS
from xaso.modules.teams.report_book import FIRST_FORM, packaged
from xaso.modules.teams.report_totals import Total


@dataclass(frozen=True)
class VillageLine:
    name: str
    numbers: Mapping[str, Decimal | None]
    """By the code of an item; none is not 0."""


@dataclass(frozen=True)
class VillagesMonth:
    month: str
    url: str
    """The page with every report behind the numbers."""
    reported: int
    totals: list[Total]
    villages: list[VillageLine]


def villages_month(commune: Commune, period: Period) -> VillagesMonth | None:
    """Approved numbers of the packaged form; guarded items are in no paper."""
    if not is_on(commune, "teams"):
        return None
    rows = VillageReport.objects.of(commune).filter(COUNTS, form=FIRST_FORM)
    within = rows.filter(month__gte=period.first, month__lte=period.last)
    day = within.order_by("-month").values_list("month", flat=True).first()
    if day is None:
        return None
    month = month_of(day)
    board = board_of(system_actor(commune), packaged()[FIRST_FORM], month)
    return VillagesMonth(
        month=month.words,
        url=f"{reverse('teams:reports')}?thang={month.code}",
        reported=board.counted,
        totals=[each for each in board.totals if not each.item.is_guarded],
        villages=[
            VillageLine(str(capfirst(str(village))), board.numbers(village))
            for village in board.villages
        ],
    )
