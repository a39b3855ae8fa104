"""Files of measurements: choose, look over, take, undo; and the commune's own measurements as a file."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import MOST_EXPORTED_ROWS, ActionPage, NothingForm, Page
from xaso.core.pages.workbook import workbook_response
from xaso.core.ui.notices import tell
from xaso.lib.numbers import write_number
from xaso.modules.coverage import actions
from xaso.modules.coverage.actions.files import is_short
from xaso.modules.coverage.forms.files import COLUMN, ColumnsForm, SignalFileForm, as_typed
from xaso.modules.coverage.hexagons import middle_of
from xaso.modules.coverage.intake.rows import read_rows
from xaso.modules.coverage.intake.way import FIELDS, ReadingWay
from xaso.modules.coverage.models import SignalFile
from xaso.modules.coverage.own_file import COLUMNS
from xaso.modules.coverage.queries.files import plan_of
from xaso.modules.coverage.queries.samples import standing

from .file_lines import bad_lines, lines
from .ruled import Ruled

SHOWN_FILES, SHOWN_ROWS, SHOWN_BAD, SHOWN_OUTSIDE = 20, 20, 40, 60
S = SignalFile.State


class ChooseFile(ActionPage):
    right = "coverage.import"
    form_class = SignalFileForm
    template_name = "coverage/files.html"
    title = _("Nhập tệp đo sóng")
    submit_label = _("Đọc tệp")
    keeps_forms = False

    @staticmethod
    def action(*, actor: Any, file: Any) -> SignalFile:
        return actions.start_file(
            actor=actor, name=file.name, content=file.read(), at=timezone.now()
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = SignalFile.objects.of(self.actor.commune).defer("grid", "way")
        return super().get_context_data(
            cancel_url=reverse("coverage:villages"),
            files=rows.select_related("by").order_by("-at", "-pk")[:SHOWN_FILES],
            **kwargs,
        )


class FileStep(ActionPage):
    right = "coverage.import"
    keeps_forms = False

    @cached_property
    def file(self) -> SignalFile:
        return SignalFile.objects.of(self.actor.commune).get(pk=self.kwargs["pk"])

    def given(self) -> dict[str, Any]:
        return {"file_id": self.file.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given = {"file": self.file, "cancel_url": self.file.get_absolute_url()}
        return super().get_context_data(**{**given, **kwargs})

    def next_url(self, result: Any) -> str:
        return reverse("coverage:files")


class FilePage(Ruled, FileStep):
    """What a waiting file would do, or what became of it."""

    template_name = "coverage/file.html"

    @property
    def title(self) -> str:  # type: ignore[override]
        waits = self.file.state == S.REVIEW
        return _t("Xem lại tệp đo sóng") if waits else _t("Tệp đo sóng")

    @staticmethod
    @transaction.atomic
    def action(*, actor: Any, file_id: Any, way: Any) -> SignalFile:
        at = timezone.now()
        file = actions.queue_file(actor=actor, file_id=file_id, way=way, at=at)
        if is_short(file):
            return actions.take_file(actor=actor, file_id=file_id, at=at)
        return file

    def given(self) -> dict[str, Any]:
        return {**super().given(), "way": self.way.kept()}

    def done(self, result: SignalFile) -> HttpResponse:
        if result.state == S.DONE:
            said = _t("Đã nhận %(count)s lần đo.") % {"count": write_number(result.added)}
            tell(self.request, said, undo=reverse("coverage:undo-file", args=[result.pk]))
        else:
            said = _t("Đang nhập trong nền. Có thể làm việc khác; kết quả ở trang này.")
            tell(self.request, said, see=reverse("desk:jobs"))
        return super().done(result)

    def next_url(self, result: Any) -> str:
        return self.file.get_absolute_url()

    @cached_property
    def columns(self) -> ColumnsForm:
        """The choices of the address, else those kept; a POST repeats what was looked over."""
        headers = self.file.grid[0] if self.file.grid else []
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        told = any(name.startswith(COLUMN) for name in asked)
        kept = as_typed(ReadingWay.of(self.file.way))
        form = ColumnsForm(
            asked if told else kept, headers=headers, operators=self.rules.operators
        )
        form.is_valid()
        return form

    @cached_property
    def way(self) -> ReadingWay:
        return self.columns.way() if self.columns.is_valid() else ReadingWay.of(self.file.way)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.file.state != S.REVIEW:
            outside = self._outside()
            return super().get_context_data(is_over=True, outside=outside, **kwargs)
        lacks = [FIELDS[name] for name in self.way.lacks]
        rows = (
            []
            if lacks
            else read_rows(self.file.grid, self.way, timezone.now(), self.rules.all_operators)
        )
        plan = plan_of(self.actor.commune, rows, timezone.localdate())
        bad = [row for row in plan.rows if row.change == "bad"]
        return super().get_context_data(
            columns=self.columns,
            lacks=lacks,
            plan=plan,
            counts=plan.counts,
            rows=lines(plan.rows[:SHOWN_ROWS], self.rules.names),
            hidden_count=max(0, len(plan.rows) - SHOWN_ROWS),
            bad=bad_lines(bad[:SHOWN_BAD]),
            bad_hidden=max(0, len(bad) - SHOWN_BAD),
            swapped=plan.asks("swapped"),
            positive=plan.asks("positive"),
            **kwargs,
        )

    def _outside(self) -> list[tuple[str, str, int]]:
        """Hexagons far from every place of the commune: their middle, the operator, how many rows."""
        names = self.rules.names
        rows = self.file.readings.filter(is_outside=True).values_list("cell", "operator")
        found = rows.annotate(count=Count("pk")).order_by("-count", "cell", "operator")
        return [
            ("{:.3f}, {:.3f}".format(*middle_of(cell)), names.get(operator, operator), count)
            for cell, operator, count in found[:SHOWN_OUTSIDE]
        ]


class DropFile(FileStep):
    form_class = NothingForm
    template_name = "coverage/drop_file.html"
    action = actions.drop_file
    title = _("Bỏ tệp đã đọc")
    submit_label = _("Bỏ tệp này")
    done_message = _("Đã bỏ tệp. Chưa ghi lần đo nào.")


class UndoFile(FileStep):
    form_class = NothingForm
    template_name = "coverage/undo_file.html"
    action = actions.undo_file
    title = _("Hoàn tác cả tệp")
    submit_label = _("Hoàn tác cả tệp")
    done_message = _("Đã hoàn tác: những gì tệp mang vào đã bỏ hết.")


class OwnFile(Page):
    """Every measurement that counts, in the columns this program reads again; empty it is the form."""

    right = "coverage.import"

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = standing(self.actor.commune).select_related("place__village")
        if request.GET.get("trong"):
            rows = rows.none()
        ordered = rows.order_by("-measured_at", "pk")[:MOST_EXPORTED_ROWS]
        return workbook_response("lan-do-song", COLUMNS, ordered)
