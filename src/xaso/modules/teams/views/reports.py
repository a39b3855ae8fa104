"""One report of a village: shown with what looks wrong, sent, confirmed, approved, sent back."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import ActionPage, TextPage
from xaso.core.privacy.actions import read_private
from xaso.core.privacy.forms import ReasonForm
from xaso.core.rights.actor import Actor
from xaso.modules.teams import actions
from xaso.modules.teams.actions.deciding import why_not_approved
from xaso.modules.teams.forms.reports import ApproveOneForm, ReopenForm, ReturnForm
from xaso.modules.teams.models import ReportCell, ReportState, VillageReport
from xaso.modules.teams.months import Month, month_of
from xaso.modules.teams.queries.report_book import due_date, report_book
from xaso.modules.teams.queries.reports import (
    cells_of,
    numbers_before,
    numbers_of,
    reached_reports,
)
from xaso.modules.teams.report_book import Form, Item
from xaso.modules.teams.report_checks import doubts_of
from xaso.modules.teams.report_words import chip_of, rows_of


class OfReport:
    actor: Actor
    kwargs: dict[str, Any]

    @cached_property
    def report(self) -> VillageReport:
        rows = reached_reports(self.actor).select_related("by", "confirmed_by", "decided_by")
        return rows.get(pk=self.kwargs["pk"])

    @cached_property
    def month(self) -> Month:
        return month_of(self.report.month)

    @cached_property
    def form_of_report(self) -> Form:
        return report_book(self.actor.commune)[self.report.form]

    @cached_property
    def items(self) -> list[Item]:
        return self.form_of_report.items_in(self.month.first)


class ReportPage(OfReport, TextPage):
    right = "teams.read"
    template_name = "teams/report.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report, may = self.report, self.actor.may
        cells = cells_of([report])[report.pk]
        before = numbers_before(report.village, report.form, self.month)
        notes = {code: cell.note for code, cell in cells.items()}
        doubts = doubts_of(self.items, numbers_of(cells), before, notes)
        is_village = self.actor.village_ids is not None
        return super().get_context_data(
            title=f"{self.form_of_report.name}: {self.month.words.lower()}",
            report=report,
            place=capfirst(str(report.village)),
            chip=chip_of(report, due_date(self.actor.commune, self.month), timezone.localdate()),
            edition=self.form_of_report.edition_in(self.month.first),
            rows=rows_of(self.actor, report, self.items, cells, before, doubts),
            doubts=doubts,
            missing=sum(cell.value is None for cell in self._all(cells)),
            month=self.month,
            may_edit=may("teams.report") and report.is_open,
            may_confirm=may("teams.report")
            and is_village
            and not report.is_open
            and report.waits_for_village,
            may_approve=may("teams.write") and not why_not_approved(report, self.actor),
            why_not=why_not_approved(report, self.actor)
            if may("teams.write") and report.state == ReportState.SENT
            else "",
            may_return=may("teams.write")
            and report.state in (ReportState.SENT, ReportState.APPROVED),
            may_reopen=may("teams.report") and report.state == ReportState.LOCKED,
            **kwargs,
        )

    def _all(self, cells: dict[str, ReportCell]) -> list[ReportCell]:
        return [cells.get(item.code) or ReportCell(item=item.code) for item in self.items]


class ReportStep(OfReport, ActionPage):
    right = "teams.report"
    template_name = "teams/report_step.html"
    said: Any = ""

    def given(self) -> dict[str, Any]:
        return {"report_id": self.report.pk, "at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given = {
            "report": self.report,
            "month": self.month,
            "place": capfirst(str(self.report.village)),
            "said": self.said,
            "cancel_url": self.report.get_absolute_url(),
        }
        return super().get_context_data(**{**given, **kwargs})


class SendReport(ReportStep):
    action = actions.send_report
    title = _("Gửi báo cáo lên xã")
    submit_label = _("Gửi lên xã")
    said = _("Gửi rồi thì không sửa được nữa, trừ khi xã trả lại.")
    done_message = _("Đã gửi báo cáo lên xã.")


class ConfirmReport(ReportStep):
    action = actions.confirm_report
    title = _("Xác nhận số xã đã ghi hộ")
    submit_label = _("Đúng, tôi xác nhận")
    said = _("Xã đã ghi các số này theo lời thôn báo qua điện thoại.")
    done_message = _("Đã xác nhận.")


class ApproveReport(ReportStep):
    """No number stands here: the page of the report says in the address which version it has shown."""

    right = "teams.write"
    form_class = ApproveOneForm
    action = actions.approve_reports
    title = _("Duyệt báo cáo thôn")
    submit_label = _("Duyệt")
    done_message = _("Đã duyệt báo cáo.")

    def get_initial(self) -> dict[str, Any]:
        shown = self.request.GET.get("ban", "")
        return {"seen": {self.report.pk: shown}} if shown.isdecimal() else {}

    def given(self) -> dict[str, Any]:
        return {"report_ids": [self.report.pk], "at": timezone.now()}

    def next_url(self, result: Any) -> str:
        return str(result[0].get_absolute_url())


class ReturnReport(ReportStep):
    """The numbers stand beside the boxes."""

    right = "teams.write"
    form_class = ReturnForm
    action = actions.return_report
    title = _("Trả lại cho thôn sửa")
    submit_label = _("Trả lại")
    said = _("Ghi ý kiến vào mục cần sửa. Thôn thấy từng ý kiến ngay cạnh số ấy.")
    done_message = _("Đã trả lại cho thôn.")

    def get_initial(self) -> dict[str, Any]:
        return {"seen": {self.report.pk: self.report.version}}

    def refused(self, form: forms.Form, error: ValidationError) -> HttpResponse:
        """The page comes back with what was typed beside the numbers of now."""
        now = form.fields["seen"].prepare_value(self.get_initial()["seen"])
        form.data = {**form.data.dict(), "seen": now}  # type: ignore[attr-defined]
        return super().refused(form, error)

    def get_form_kwargs(self) -> dict[str, Any]:
        told = numbers_of(cells_of([self.report])[self.report.pk])
        return {**super().get_form_kwargs(), "items": self.items, "told": told}


class ReopenReport(ReportStep):
    form_class = ReopenForm
    action = actions.reopen_report
    title = _("Mở bản sửa sau khi khóa")
    submit_label = _("Mở bản sửa")
    said = _("Số đã khóa vẫn được tính cho đến khi bản sửa được duyệt.")
    done_message = _("Đã mở bản sửa. Sửa số rồi gửi lại.")


class GuardedNumber(ReportStep):
    """Shown once, in the answer itself."""

    right = "privacy.reveal"
    form_class = ReasonForm
    template_name = "teams/guarded_number.html"
    title = _("Xem số được giữ kín")
    submit_label = _("Xem số")

    @cached_property
    def cell(self) -> ReportCell:
        return ReportCell.objects.of(self.actor.commune).get(pk=self.kwargs["pk"])

    @cached_property
    def report(self) -> VillageReport:
        return reached_reports(self.actor).get(pk=self.cell.report_id)

    def given(self) -> dict[str, Any]:
        return {"cell_id": self.cell.pk}

    @staticmethod
    @transaction.atomic
    def action(*, actor: Actor, cell_id: Any, reason: str) -> str:
        actor.must("teams.read")
        cell = ReportCell.objects.of(actor.commune).get(pk=cell_id)
        reached_reports(actor).get(pk=cell.report_id)
        return read_private(actor=actor, row=cell, fields=["guarded"], reason=reason)["guarded"]

    def done(self, result: str) -> HttpResponse:
        response = self.render_to_response(self.get_context_data(revealed=result))
        response["Cache-Control"] = "no-store"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.actor.must("teams.read")
        known = {item.code: item.name for item in self.items}
        return super().get_context_data(item=known.get(self.cell.item, self.cell.item), **kwargs)


def board_url(form: str, month: Month) -> str:
    return f"{reverse('teams:reports')}?thang={month.code}&bieu={form}"
