"""A list of households from a file: choose, review what would change, accept, undo."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import ActionPage, NothingForm, Page
from xaso.core.pages.workbook import Column, workbook_response
from xaso.core.residents import actions
from xaso.core.residents.actions.importing import is_short
from xaso.core.residents.models import HouseholdImport
from xaso.core.residents.planning import Plan, plan_rows
from xaso.core.residents.queries import reached_villages
from xaso.core.residents.reading import FIELDS, guess_header, read_households
from xaso.core.rights.actor import Actor
from xaso.core.ui.notices import tell

from .forms import FIELD_WORDS, ColumnsForm, HouseholdFileForm
from .import_words import Line, lines_of

SHOWN_IMPORTS, SHOWN_ROWS, SHOWN_BAD, SHOWN_WARNINGS, SHOWN_GONE = 10, 40, 60, 20, 30


class ChooseHouseholdFile(ActionPage):
    right = "residents.import"
    form_class = HouseholdFileForm
    title = _("Nhập danh sách hộ")
    submit_label = _("Đọc tệp")
    template_name = "desk/residents/choose_file.html"

    @staticmethod
    def action(*, actor: Actor, file: Any, village: UUID | None) -> HouseholdImport:
        return actions.start_import(
            actor=actor,
            name=file.name,
            content=file.read(),
            village_id=village,
            at=timezone.now(),
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "villages": reached_villages(self.actor)}

    def get_initial(self) -> dict[str, Any]:
        return {"village": self.request.GET.get("thon", "")}

    def next_url(self, result: HouseholdImport) -> str:
        return reverse("desk:households_review", args=[result.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = HouseholdImport.objects.of(self.actor.commune).defer("grid", "columns")
        return super().get_context_data(
            cancel_url=reverse("desk:households"),
            imports=rows.order_by("-at")[:SHOWN_IMPORTS],
            **kwargs,
        )


class BlankHouseholdFile(Page):
    right = "residents.import"

    def get(self, request: HttpRequest) -> HttpResponse:
        columns = [Column(FIELD_WORDS[name], lambda row: row, 20) for name in FIELDS]
        return workbook_response("mau-danh-sach-ho", columns, [])


class ImportAction(ActionPage):
    right = "residents.import"
    keeps_forms = False

    @cached_property
    def batch(self) -> HouseholdImport:
        rows = HouseholdImport.objects.of(self.actor.commune).select_related("village")
        return rows.get(pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            object=self.batch, cancel_url=reverse("desk:households_file"), **kwargs
        )

    def next_url(self, result: Any) -> str:
        return reverse("desk:households_file")


class ReviewHouseholdFile(ImportAction):
    template_name = "desk/residents/review.html"
    title = _("Xem lại danh sách hộ")

    @staticmethod
    @transaction.atomic
    def action(
        *, actor: Actor, import_id: UUID, columns: dict[str, int], closes_gone: bool
    ) -> HouseholdImport:
        at = timezone.now()
        batch = actions.queue_import(
            actor=actor, import_id=import_id, columns=columns, closes_gone=closes_gone, at=at
        )
        if is_short(batch):
            return actions.take_import(actor=actor, import_id=import_id, at=at)
        return batch

    def given(self) -> dict[str, Any]:
        return {
            "import_id": self.batch.pk,
            "columns": self.columns.columns() if self.columns.is_valid() else self.batch.columns,
            "closes_gone": self.request.POST.get("closes_gone") == "1",
        }

    def done(self, result: HouseholdImport) -> HttpResponse:
        if result.state == HouseholdImport.State.DONE:
            undo = reverse("desk:households_undo", args=[result.pk])
            tell(self.request, _said(result), undo=undo)
        else:
            said = _t("Đang nhập trong nền. Có thể làm việc khác; kết quả ở trang này.")
            tell(self.request, said, see=reverse("desk:jobs"))
        return super().done(result)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.batch.state != HouseholdImport.State.REVIEW:
            return super().get_context_data(is_over=True, **kwargs)
        plan = self.plan
        good = [row for row in plan.rows if row.change != "bad"]
        bad = [row for row in plan.rows if row.change == "bad"]
        warned = [row for row in good if row.warnings]
        return super().get_context_data(
            columns=self.columns,
            counts=plan.counts,
            ready=plan.ready,
            gone=plan.gone[:SHOWN_GONE],
            gone_count=len(plan.gone),
            bad=[(row.read.row, row.read.text("head_name"), row.problems) for row in bad][
                :SHOWN_BAD
            ],
            bad_hidden=max(0, len(bad) - SHOWN_BAD),
            warned=[problem for row in warned for problem in row.warnings][:SHOWN_WARNINGS],
            warned_count=len(warned),
            rows=self.lines(good),
            hidden_count=max(0, len(good) - SHOWN_ROWS),
            **kwargs,
        )

    def lines(self, good: list[Any]) -> list[Line]:
        """What changes first, so that it is seen."""
        order = {"changed": 0, "new": 1, "same": 2}
        return lines_of(sorted(good, key=lambda row: order[row.change])[:SHOWN_ROWS])

    @cached_property
    def columns(self) -> ColumnsForm:
        """The choices of the address, else our guess; a POST repeats what was reviewed."""
        headers = self.batch.grid[guess_header(self.batch.grid)] if self.batch.grid else []
        guess = {name: str(place) for name, place in self.batch.columns.items()}
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        form = ColumnsForm(asked if "head_name" in asked else guess, headers=headers)
        form.is_valid()
        return form

    @cached_property
    def plan(self) -> Plan:
        grid = self.batch.grid
        chosen = self.columns.columns() if self.columns.is_valid() else {}
        rows = read_households(grid, guess_header(grid), chosen) if "head_name" in chosen else []
        return plan_rows(self.actor.commune, rows, self.batch.village)


class DropHouseholdFile(ImportAction):
    form_class = NothingForm
    action = actions.drop_import
    title = _("Bỏ tệp đã đọc")
    submit_label = _("Bỏ tệp này")
    done_message = _("Đã bỏ tệp. Danh sách hộ không thay đổi.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        read_from = _t("Đọc từ tệp %(file)s.") % {"file": self.batch.file_name}
        lead = f"{read_from} {_t('Chưa ghi gì vào danh sách.')}"
        return super().get_context_data(lead=lead, **kwargs)

    def given(self) -> dict[str, Any]:
        return {"import_id": self.batch.pk}


class UndoHouseholdFile(ImportAction):
    form_class = NothingForm
    template_name = "desk/residents/undo.html"
    action = actions.undo_import
    title = _("Hoàn tác cả lần nhập")
    submit_label = _("Hoàn tác cả tệp")
    done_message = _("Đã hoàn tác: danh sách hộ trở lại như trước lần nhập.")

    def given(self) -> dict[str, Any]:
        return {"import_id": self.batch.pk, "at": timezone.now()}


def _said(batch: HouseholdImport) -> str:
    words = {
        "new": batch.new_count,
        "changed": batch.changed_count,
        "gone": batch.gone_count,
    }
    return _t("Đã nhận: %(new)d hộ mới, %(changed)d hộ có thay đổi, đóng %(gone)d hộ.") % words
