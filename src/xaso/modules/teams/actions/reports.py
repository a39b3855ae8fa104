"""The monthly report of a village is written, sent, confirmed, and written anew after the lock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Village
from xaso.lib.ids import new_id
from xaso.modules.teams.models import (
    CellOrigin,
    ReportCell,
    ReportSource,
    ReportState,
    VillageReport,
)
from xaso.modules.teams.months import Month, month_of
from xaso.modules.teams.queries.closed_months import why_closed
from xaso.modules.teams.queries.report_book import report_book
from xaso.modules.teams.queries.reports import (
    cells_of,
    counted_number,
    newest,
    numbers_before,
    offers_of,
)
from xaso.modules.teams.report_book import Item
from xaso.modules.teams.report_entry import Entry


@transaction.atomic
def save_report(
    *,
    actor: Actor,
    village_id: UUID,
    form: str,
    month: Month,
    entries: Mapping[str, Entry],
    at: datetime,
    report_id: UUID | None = None,
) -> VillageReport:
    """A draft. What is left empty is not known. By the office: as told on the phone. `report_id`:
    the id a phone gave it, where there is none of this month yet."""
    actor.must("teams.report")
    village = held_village(actor, village_id)
    if month.first > timezone.localdate(at):
        raise ValidationError(_("Tháng này chưa đến."))
    items = items_of(actor, form, month)
    report = newest(village, form, month)
    if report is None:
        if why := why_closed(actor, form, month, at):
            raise ValidationError(why)
        report = VillageReport(
            id=report_id or new_id(),
            commune=actor.commune,
            village=village,
            form=form,
            month=month.first,
        )
    _must_be_open(report)
    report.source = ReportSource.PHONE if actor.village_ids is None else ReportSource.VILLAGE
    report.by_id, report.at = actor.account_id, at
    report.confirmed_at, report.confirmed_by = None, None
    report.version += 1
    report.save()
    _write_cells(report, items, entries, timezone.localdate(at))
    record("teams.report.saved", actor=actor, subject_id=report.pk, **_named(report))
    return report


@transaction.atomic
def send_report(*, actor: Actor, report_id: UUID, at: datetime) -> VillageReport:
    """What the registers say is counted once more, and stands from then on."""
    actor.must("teams.report")
    report = held_report(actor, report_id)
    _must_be_open(report)
    month = month_of(report.month)
    items = items_of(actor, report.form, month)
    cells = cells_of([report])[report.pk]
    _count_again(report, items, cells, timezone.localdate(at))
    if all(cell.value is None for cell in cells.values()):
        raise ValidationError(_("Báo cáo chưa có số nào. Ghi ít nhất một mục rồi gửi."))
    report.state, report.sent_at = ReportState.SENT, at
    report.decided_by, report.decided_at = None, None
    report.version += 1
    report.save()
    record("teams.report.sent", actor=actor, subject_id=report.pk, **_named(report))
    return report


@transaction.atomic
def take_back_report(*, actor: Actor, report_id: UUID) -> VillageReport:
    """Whoever sent it puts it right as long as nobody at the office has decided."""
    actor.must("teams.report")
    report = held_report(actor, report_id)
    if report.state != ReportState.SENT or report.by_id != actor.account_id:
        raise ValidationError(_("Chỉ người đã gửi mới lấy lại được báo cáo chưa duyệt."))
    report.state, report.sent_at = ReportState.DRAFT, None
    report.version += 1
    report.save()
    record("teams.report.taken_back", actor=actor, subject_id=report.pk, **_named(report))
    return report


@transaction.atomic
def confirm_report(*, actor: Actor, report_id: UUID, at: datetime) -> VillageReport:
    """The village says that what the office typed is what it told."""
    actor.must("teams.report")
    report = held_report(actor, report_id)
    if actor.village_ids is None:
        raise ValidationError(_("Chỉ người của thôn xác nhận được báo cáo này."))
    if report.is_open or not report.waits_for_village:
        raise ValidationError(_("Báo cáo này không chờ thôn xác nhận."))
    report.confirmed_by_id, report.confirmed_at = actor.account_id, at
    report.version += 1
    report.save()
    record("teams.report.confirmed", actor=actor, subject_id=report.pk, **_named(report))
    return report


@transaction.atomic
def reopen_report(*, actor: Actor, report_id: UUID, reason: str, at: datetime) -> VillageReport:
    """After the lock: another revision with the reason. The old one counts until it is approved."""
    actor.must("teams.report")
    old = held_report(actor, report_id)
    if old.state != ReportState.LOCKED:
        raise ValidationError(_("Báo cáo chưa khóa thì sửa thẳng, không cần mở lại."))
    if newest(old.village, old.form, month_of(old.month)) != old:
        raise ValidationError(_("Báo cáo này đã có bản sửa mới hơn."))
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi vì sao phải sửa sau khi khóa.")})
    report = VillageReport.objects.create(
        commune=actor.commune,
        village=old.village,
        form=old.form,
        month=old.month,
        revision=old.revision + 1,
        reason=reason.strip(),
        source=ReportSource.PHONE if actor.village_ids is None else ReportSource.VILLAGE,
        by_id=actor.account_id,
        at=at,
    )
    cells = list(ReportCell.objects.filter(report=old))
    ReportCell.objects.bulk_create(_copied(cell, report) for cell in cells)
    record("teams.report.reopened", actor=actor, subject_id=report.pk, **_named(report))
    return report


def held_village(actor: Actor, village_id: UUID) -> Village:
    village = Village.objects.of(actor.commune).select_for_update().get(pk=village_id)
    if not actor.reaches_village(village.pk):
        raise ObjectDoesNotExist
    return village


def held_report(actor: Actor, report_id: UUID) -> VillageReport:
    """Its village is locked first, so that two writers of one village wait for each other."""
    found = VillageReport.objects.of(actor.commune).only("village_id").get(pk=report_id)
    village = held_village(actor, found.village_id)
    report = VillageReport.objects.of(actor.commune).select_for_update().get(pk=report_id)
    report.village = village
    return report


def items_of(actor: Actor, form: str, month: Month) -> list[Item]:
    known = report_book(actor.commune).get(form)
    if known is None or not known.is_used_in(month.first):
        raise ObjectDoesNotExist
    return known.items_in(month.first)


def _must_be_open(report: VillageReport) -> None:
    if report.state == ReportState.SENT:
        raise ValidationError(_("Báo cáo đã gửi. Muốn sửa thì nhờ xã trả lại."))
    if report.state == ReportState.APPROVED:
        raise ValidationError(_("Báo cáo đã duyệt. Muốn sửa thì nhờ xã trả lại."))
    if report.state == ReportState.LOCKED:
        raise ValidationError(_("Kỳ này đã khóa. Muốn sửa thì mở bản sửa, ghi rõ lý do."))


def _write_cells(
    report: VillageReport, items: list[Item], entries: Mapping[str, Entry], today: date
) -> None:
    month = month_of(report.month)
    before = numbers_before(report.village, report.form, month)
    offers = offers_of(report.village, items, before, month, today)
    was = cells_of([report])[report.pk]
    cells = []
    for item in items:
        entry, old = entries.get(item.code, Entry()), was.get(item.code)
        cell = ReportCell(commune=report.commune, report=report, item=item.code)
        cell.note, cell.comment = entry.note.strip(), old.comment if old else ""
        number, offer = entry.number, offers.get(item.code)
        if number is None and entry.is_offer and offer:
            number = offer.number
            cell.origin = CellOrigin.COUNTED if offer.is_counted else CellOrigin.SAME
        if item.is_guarded:
            cell.guarded = old.guarded if entry.is_kept and old and number is None else number
            cell.note = ""
        else:
            cell.number = number
        cells.append(cell)
    ReportCell.objects.filter(report=report).delete()
    ReportCell.objects.bulk_create(cells)


def _count_again(
    report: VillageReport, items: list[Item], cells: Mapping[str, ReportCell], today: date
) -> None:
    month = month_of(report.month)
    for item in items:
        cell = cells.get(item.code)
        if cell and cell.origin == CellOrigin.COUNTED and item.source:
            counted = counted_number(item.source, report.village, month, today)
            if counted is not None and counted != cell.number:
                cell.number = counted
                cell.save(update_fields=["number"])


def _copied(cell: ReportCell, report: VillageReport) -> ReportCell:
    return ReportCell(
        commune=report.commune,
        report=report,
        item=cell.item,
        number=cell.number,
        guarded=cell.guarded,
        origin=cell.origin,
        note=cell.note,
    )


def _named(report: VillageReport) -> dict[str, str]:
    """For the sentence in the diary."""
    return {"name": report.village.name, "month": month_of(report.month).code}
