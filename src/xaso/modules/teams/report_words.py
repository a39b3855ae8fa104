"""A report and its numbers in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from xaso.core.privacy.masked import masked
from xaso.core.privacy.masks import HIDDEN
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Village
from xaso.lib.numbers import write_number

from .models import CellOrigin, ReportCell, ReportState, VillageReport
from .months import Month, month_of
from .queries.reports import GUIDED
from .report_book import MEMBERS, VISITS, Item
from .report_checks import Doubt

CHIPS = {
    ReportState.DRAFT: "draft",
    ReportState.SENT: "review",
    ReportState.RETURNED: "returned",
    ReportState.APPROVED: "done",
    ReportState.LOCKED: "done",
}


@dataclass(frozen=True)
class Row:
    """One item on the page of a report."""

    item: Item
    number: Any
    before: str
    change: str
    origin: str
    origin_url: str
    note: str
    comment: str
    doubts: list[str]


def chip_of(report: VillageReport | None, due: date, today: date) -> tuple[str, str]:
    """What is owed and past its day is late, whatever stands in the draft."""
    late = {"days": (today - due).days}
    if report is None:
        is_late = today > due
        return ("late", _("Trễ %(days)d ngày") % late) if is_late else ("todo", _("Chưa ghi"))
    if report.is_open and today > due:
        said = {
            ReportState.DRAFT: _("Nháp, trễ %(days)d ngày"),
            ReportState.RETURNED: _("Cần sửa, trễ %(days)d ngày"),
        }
        return "late", said[ReportState(report.state)] % late
    words = {
        ReportState.DRAFT: _("Nháp, chưa gửi"),
        ReportState.SENT: _("Chờ duyệt"),
        ReportState.RETURNED: _("Cần sửa"),
        ReportState.APPROVED: _("Đã duyệt"),
        ReportState.LOCKED: _("Đã khóa"),
    }
    state = ReportState(report.state)
    return CHIPS[state], words[state]


def source_url(source: str, village: Village, month: Month) -> str:
    """The rows behind a counted number."""
    if source == VISITS:
        asked = {"thon": village.pk, "thang": month.code, "viec": GUIDED}
        return f"{reverse('teams:visits')}?{urlencode(asked)}"
    if source == MEMBERS:
        return f"{reverse('teams:teams')}?{urlencode({'q': village.name})}"
    return ""


def sees_guarded(actor: Actor, report: VillageReport | None) -> bool:
    """The people of the village know their own number; everybody else meets a mask."""
    return actor.village_ids is not None and (
        report is None or actor.reaches_village(report.village_id)
    )


def rows_of(
    actor: Actor,
    report: VillageReport,
    items: list[Item],
    cells: Mapping[str, ReportCell],
    before: Mapping[str, Decimal | None],
    doubts: list[Doubt],
) -> list[Row]:
    month = month_of(report.month)
    found = []
    for item in items:
        cell = cells.get(item.code)
        is_counted = cell is not None and cell.origin == CellOrigin.COUNTED
        then = None if item.is_guarded else before.get(item.code)
        found.append(
            Row(
                item=item,
                number=number_shown(actor, report, item, cell),
                before=write_number(then) if then is not None else "",
                change=change_words(cell.number if cell else None, then),
                origin=origin_words(cell, item),
                origin_url=source_url(item.source, report.village, month) if is_counted else "",
                note=cell.note if cell else "",
                comment=cell.comment if cell else "",
                doubts=[each.text for each in doubts if each.item == item.code],
            )
        )
    return found


def number_shown(actor: Actor, report: VillageReport, item: Item, cell: ReportCell | None) -> Any:
    """Empty where nobody has said it."""
    if cell is None or cell.value is None:
        return ""
    if item.is_guarded and not sees_guarded(actor, report):
        may_look = actor.may("privacy.reveal") and actor.may("teams.read")
        url = reverse("teams:guarded-number", args=[cell.pk]) if may_look else ""
        return masked(HIDDEN, what=item.label, url=url)
    return write_number(cell.value)


def change_words(now: Decimal | None, then: Decimal | None) -> str:
    if now is None or then is None:
        return ""
    if now == then:
        return _("như cũ")
    sign = "+" if now > then else "−"
    return f"{sign}{write_number(abs(now - then))}"


def origin_words(cell: ReportCell | None, item: Item) -> str:
    if cell is None or cell.value is None or cell.origin == CellOrigin.TYPED:
        return ""
    if cell.origin == CellOrigin.SAME:
        return _("như tháng trước")
    return _("đếm từ phiếu hỗ trợ") if item.source == VISITS else _("đếm từ sổ tổ")
