"""The office looks at what villages sent: back with a word for each item, approved, locked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.lib.ids import new_id
from xaso.modules.teams.models import ReportCell, ReportState, VillageReport
from xaso.modules.teams.months import Month, month_of
from xaso.modules.teams.queries.report_book import due_date

from .reports import held_report, items_of


@transaction.atomic
def return_report(
    *,
    actor: Actor,
    report_id: UUID,
    comments: Mapping[str, str],
    at: datetime,
    seen: Mapping[UUID, int] | None = None,
) -> VillageReport:
    """The village sees each comment beside its item; an approved one is called back the same way.
    `seen` as of `approve_reports`."""
    actor.must("teams.write")
    report = held_report(actor, report_id)
    _must_be_seen(report, seen)
    if report.state not in (ReportState.SENT, ReportState.APPROVED):
        raise ValidationError(_("Chỉ trả lại được báo cáo đã gửi hoặc đã duyệt."))
    codes = {item.code for item in items_of(actor, report.form, month_of(report.month))}
    said = {code: text.strip() for code, text in comments.items() if text.strip()}
    if not said or said.keys() - codes:
        raise ValidationError(_("Ghi ý kiến vào ít nhất một mục cần sửa."))
    cells = {cell.item: cell for cell in ReportCell.objects.filter(report=report)}
    for code in codes:
        cell = cells.get(code) or ReportCell(commune=actor.commune, report=report, item=code)
        if cell.comment != said.get(code, ""):
            cell.comment = said.get(code, "")
            cell.save()
    _decide(report, ReportState.RETURNED, actor, at)
    record("teams.report.returned", actor=actor, subject_id=report.pk, **_named(report))
    return report


@transaction.atomic
def approve_reports(
    *,
    actor: Actor,
    report_ids: Collection[UUID],
    at: datetime,
    seen: Mapping[UUID, int] | None = None,
) -> list[VillageReport]:
    """Nobody approves what they typed themselves, unless the village has confirmed it. `seen`: the
    version of each that was looked at; a village may have sent another one meanwhile. Only who
    looks at no page says none."""
    actor.must("teams.write")
    if not report_ids:
        raise ValidationError(_("Chọn ít nhất một báo cáo để duyệt."))
    reports = [held_report(actor, pk) for pk in sorted(report_ids)]
    for report in reports:
        if why := why_not_approved(report, actor):
            raise ValidationError(f"{report.village}: {why}")
        _must_be_seen(report, seen)
        _decide(report, ReportState.APPROVED, actor, at)
        ReportCell.objects.filter(report=report).exclude(comment="").update(comment="")
        record("teams.report.approved", actor=actor, subject_id=report.pk, **_named(report))
    return reports


@transaction.atomic
def lock_month(*, actor: Actor, form: str, month: Month, at: datetime) -> int:
    """The period is closed: what is approved no longer changes, only another revision may follow."""
    actor.must("teams.write")
    if timezone.localdate(at) < due_date(actor.commune, month):
        raise ValidationError(_("Chưa đến hạn báo cáo của tháng này nên chưa khóa được."))
    rows = VillageReport.objects.of(actor.commune).select_for_update()
    approved = rows.filter(form=form, month=month.first, state=ReportState.APPROVED)
    count = approved.update(state=ReportState.LOCKED)
    if not count:
        raise ValidationError(_("Không có báo cáo đã duyệt nào để khóa."))
    record(
        "teams.month.locked",
        actor=actor,
        subject_id=new_id(),
        month=month.code,
        form=form,
        count=count,
    )
    return count


def why_not_approved(report: VillageReport, actor: Actor) -> str:
    """Empty when this person may approve it."""
    if report.state != ReportState.SENT:
        return _("chỉ duyệt được báo cáo đã gửi.")
    if report.by_id == actor.account_id and report.confirmed_at is None:
        return _("anh chị đã nhập hộ báo cáo này. Chờ thôn xác nhận, hoặc nhờ người khác duyệt.")
    return ""


def _must_be_seen(report: VillageReport, seen: Mapping[UUID, int] | None) -> None:
    if seen is not None and seen.get(report.pk) != report.version:
        said = _("%(village)s: thôn vừa gửi bản khác. Mở lại báo cáo để xem số mới.")
        raise ValidationError(said % {"village": report.village})


def _decide(report: VillageReport, state: ReportState, actor: Actor, at: datetime) -> None:
    report.state, report.decided_by_id, report.decided_at = state, actor.account_id, at
    report.version += 1
    report.save()


def _named(report: VillageReport) -> dict[str, str]:
    return {"name": report.village.name, "month": month_of(report.month).code}
