"""A province's own pack comes in from Excel: the file, its rows, and the way back into the file."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.events.queries import Happening
from xaso.core.files.kinds import XLSX
from xaso.core.files.storage import read
from xaso.core.pages.pages import ActionPage, Page
from xaso.core.pages.whole import WholePage
from xaso.core.pages.workbook import download
from xaso.modules.indicators import actions
from xaso.modules.indicators.definitions import definition_of
from xaso.modules.indicators.forms.importing import PackFileForm, RowForm, TakePackForm
from xaso.modules.indicators.forms.words import type_in_words
from xaso.modules.indicators.models import PackEdition
from xaso.modules.indicators.packs.sheet.fill import Place, Written, fill_workbook
from xaso.modules.indicators.packs.sheet.read import Reading, read_workbook
from xaso.modules.indicators.packs.sheet.rows import ReadRow
from xaso.modules.indicators.packs.sheet.sample import blank_workbook

from .packs import OfPack
from .period import tabs

EARLIER = 5


class ImportPack(ActionPage):
    right = "indicators.manage"
    form_class = PackFileForm
    action = actions.start_pack_import
    template_name = "indicators/pack_file.html"
    title = _("Nhập bộ chỉ số của tỉnh")
    submit_label = _("Đọc tệp")

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def refused(self, form: Any, error: ValidationError) -> HttpResponse:
        form.add_error("file", error.messages)
        return self.form_invalid(form)

    def next_url(self, result: PackEdition) -> str:
        return reverse("indicators:pack-review", args=[result.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        earlier = PackEdition.objects.of(self.actor.commune).select_related("file", "by")
        return super().get_context_data(
            earlier=earlier.order_by("-at", "-pk")[:EARLIER], tabs=tabs("packs"), **kwargs
        )


class BlankPack(Page):
    right = "indicators.manage"

    def get(self, request: HttpRequest) -> HttpResponse:
        return download(blank_workbook(), "mau-bo-chi-so.xlsx", XLSX)


class OfImport:
    """Mixed into pages about one workbook that is being looked through."""

    kwargs: dict[str, Any]
    actor: Any

    @cached_property
    def edition(self) -> PackEdition:
        rows = PackEdition.objects.of(self.actor.commune).select_related("file")
        return rows.get(pk=self.kwargs["pk"])

    @cached_property
    def reading(self) -> Reading:
        return read_workbook(read(self.edition.file.sha256), self.edition.corrections)

    @property
    def review_url(self) -> str:
        return reverse("indicators:pack-review", args=[self.edition.pk])


@dataclass(frozen=True)
class ReviewLine:
    row: ReadRow
    is_troubled: bool

    @property
    def number(self) -> int:
        return self.row.line.row + 1

    @property
    def type(self) -> str:
        kind = self.row.row.get("formula_type", "")
        return type_in_words(kind) if kind else ""

    @property
    def counts(self) -> str:
        """Which numbers it takes; those the commune keeps already are typed once for all packs."""
        codes = (self.row.row.get("num_def", ""), self.row.row.get("den_def", ""))
        known = [found.name for code in codes if (found := definition_of(code))]
        own = sum(bool(code) and definition_of(code) is None for code in codes)
        words = ["; ".join(known)] if known else []
        words += [_t("%(count)d số riêng của bộ") % {"count": own}] if own else []
        return " + ".join(words)


class ReviewPack(OfImport, ActionPage):
    right = "indicators.manage"
    form_class = TakePackForm
    action = actions.take_pack
    template_name = "indicators/pack_review.html"
    title = _("Xem lại bộ chỉ số")
    done_message = _("Đã nhận bộ chỉ số. Bấm “Dùng bộ này” để xã tự chấm theo bộ này.")

    def get_form_kwargs(self) -> dict[str, Any]:
        taken = PackEdition.objects.of(self.actor.commune).filter(state="da_nhan")
        known = dict(taken.order_by("edition").values_list("code", "title"))
        return {**super().get_form_kwargs(), "known": list(known.items())}

    def get_initial(self) -> dict[str, Any]:
        return {"title": self.edition.title}

    def given(self) -> dict[str, Any]:
        return {"edition_id": self.edition.pk, "at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reading = self.reading
        troubled = {f"{each.sheet}!{each.cell}": each for each in reading.problems}
        return super().get_context_data(
            edition=self.edition,
            is_open=self.edition.state == PackEdition.State.XEM_TRUOC,
            reading=reading,
            problems=[(each, self._row_url(each.cell)) for each in troubled.values()],
            blocks=[(group, self._lines(group.rows)) for group in reading.groups],
            sheet_max=reading.max,
            **kwargs,
        )

    def _lines(self, rows: list[ReadRow]) -> list[ReviewLine]:
        return [ReviewLine(row, row.line.row in self.reading.troubled) for row in rows]

    def _row_url(self, cell: str) -> str:
        number = int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        return reverse("indicators:pack-row", args=[self.edition.pk, number])


class CorrectRow(OfImport, WholePage):
    right = "indicators.manage"
    form_class = RowForm
    action = actions.correct_pack_row
    saved_by = "edition.corrected"
    template_name = "indicators/pack_row.html"
    done_message = _("Đã sửa dòng này.")

    @cached_property
    def row(self) -> ReadRow | None:
        """None for a heading or the total."""
        at = self.kwargs["row"] - 1
        return next((each for each in self.reading.rows if each.line.row == at), None)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "row": self.row, "corrections": self.said}

    @property
    def said(self) -> dict[str, str]:
        return dict(self.edition.corrections.get(str(self.kwargs["row"]), {}))

    def get_initial(self) -> dict[str, Any]:
        said = self.said
        if self.row is None:
            return said
        line, kind = self.row.line, self.row.row.get("formula_type", "")
        names = ("code", "max_score", "params", "target", "numerator", "denominator")
        return {name: line.text(name) for name in names} | {"formula_type": kind} | said

    def given(self) -> dict[str, Any]:
        return {"edition_id": self.edition.pk, "row": self.kwargs["row"]}

    def belongs_to(self) -> PackEdition:
        return self.edition

    def is_a_save(self, happening: Happening) -> bool:
        return super().is_a_save(happening) and happening.data["row"] == self.kwargs["row"]

    def next_url(self, result: object) -> str:
        del result
        return self.review_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        number, sheet = self.kwargs["row"], self.reading.sheet
        mine = [each for each in self.reading.problems if each.cell.endswith(str(number))]
        return super().get_context_data(
            row=self.row,
            thing=self.edition,
            number=number,
            how=self.row.line.text("how") if self.row else "",
            name=self.row.name if self.row else _t("Dòng %(row)d") % {"row": number},
            problems=[
                each
                for each in mine
                if each.cell.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == str(number)
            ],
            sheet=sheet,
            cancel_url=self.review_url,
            **kwargs,
        )


class DropImport(OfImport, ActionPage):
    right = "indicators.manage"
    action = actions.drop_pack_import
    title = _("Bỏ tệp này")
    submit_label = _("Bỏ, không nhận")
    done_message = _("Đã bỏ tệp. Chưa có gì vào bộ chỉ số.")

    def given(self) -> dict[str, Any]:
        return {"edition_id": self.edition.pk}

    def next_url(self, result: object) -> str:
        del result
        return reverse("indicators:pack-import")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            lead=self.edition.title, cancel_url=self.review_url, **kwargs
        )


class FilledWorkbook(OfPack, Page):
    """The province's own workbook with the scores and explanations of the period in it."""

    right = "indicators.read"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        edition = self.book.editions.get(self.pack.code)
        if edition is None:
            raise ObjectDoesNotExist
        content = fill_workbook(
            read(edition.file.sha256), edition.layout["sheet"], self._cells(edition)
        )
        return download(content, f"tu-cham-{self.pack.code}-{self.period.code}.xlsx", XLSX)

    def _cells(self, edition: PackEdition) -> dict[Place, Written]:
        cells: dict[Place, Written] = {}
        for row in self.assessment.rows:
            places = edition.layout["places"].get(row.item.code, {})
            said = row.answer.explanation if row.answer else ""
            wanted: dict[str, Decimal | str | None] = {
                "self_score": row.score.score,
                "explanation": said or row.score.explanation,
            }
            for name, value in wanted.items():
                if name in places and value is not None and value != "":
                    cells[tuple(places[name])] = value
        return cells
