"""What villages reported, as everybody may read it: the open items alone, approved numbers alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.text import capfirst

from xaso.core.rights.actor import system_actor
from xaso.core.switches.known import is_on
from xaso.core.units.models import Commune
from xaso.modules.teams.models import VillageReport
from xaso.modules.teams.months import Month, month_of
from xaso.modules.teams.queries.report_board import Board, board_of
from xaso.modules.teams.queries.reports import COUNTS
from xaso.modules.teams.report_book import FIRST_FORM, Item, packaged

MONTHS = 6
FEW = 3
"""Numbers below it are said as "fewer than", but for none."""


@dataclass(frozen=True)
class PublicCell:
    number: Decimal | None
    is_few: bool = False
    is_kept_back: bool = False
    """A sum from which the one village with few people could be worked out."""


@dataclass(frozen=True)
class PublicItem:
    name: str
    unit: str
    cell: PublicCell
    """Over the villages that said it."""
    known: int


@dataclass(frozen=True)
class PublicMonth:
    month: Month
    items: list[PublicItem]
    reported: int
    asked: int
    villages: list[tuple[str, list[PublicCell]]]


def open_items(month: Month) -> list[Item]:
    items = packaged()[FIRST_FORM].items_in(month.first)
    return [item for item in items if item.is_public and not item.is_guarded]


def months_open(commune: Commune, today: date) -> list[Month]:
    """Those with an approved report, the newest first."""
    if not is_on(commune, "teams"):
        return []
    rows = VillageReport.objects.of(commune).filter(COUNTS, form=FIRST_FORM, month__lte=today)
    days = rows.order_by("-month").values_list("month", flat=True).distinct()
    return [month_of(day) for day in days[:MONTHS]]


def villages_public(commune: Commune, month: Month) -> PublicMonth:
    board = board_of(system_actor(commune), packaged()[FIRST_FORM], month)
    items = open_items(month)
    totals = {total.item.code: total for total in board.totals}
    villages = _by_village(board, items)
    return PublicMonth(
        month=month,
        items=[
            PublicItem(item.name, item.unit, _sum(total.number, column), total.known)
            for place, item in enumerate(items)
            for total in (totals[item.code],)
            for column in ([cells[place] for _name, cells in villages],)
        ],
        reported=board.counted,
        asked=len(board.villages),
        villages=villages,
    )


def _by_village(board: Board, items: list[Item]) -> list[tuple[str, list[PublicCell]]]:
    found = []
    for village in board.villages:
        numbers = board.numbers(village)
        cells = [_cell(numbers.get(item.code)) for item in items]
        found.append((str(capfirst(str(village))), cells))
    return found


def _sum(number: Decimal | None, column: list[PublicCell]) -> PublicCell:
    if sum(cell.is_few for cell in column) == 1 and len(column) > 1:
        return PublicCell(None, is_kept_back=True)
    return _cell(number)


def _cell(number: Decimal | None) -> PublicCell:
    if number is not None and 0 < number < FEW:
        return PublicCell(None, is_few=True)
    return PublicCell(number)
