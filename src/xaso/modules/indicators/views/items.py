from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.law.queries import texts_in_force
from xaso.core.pages.pages import ActionPage, TextPage
from xaso.core.ui.charts import Chart
from xaso.core.ui.notices import tell
from xaso.modules.indicators import actions
from xaso.modules.indicators.forms.item import AnswerForm, TargetForm
from xaso.modules.indicators.forms.words import type_in_words
from xaso.modules.indicators.models import PackEntry, Value
from xaso.modules.indicators.queries.assessment import ItemRow
from xaso.modules.indicators.queries.book import Book
from xaso.modules.indicators.queries.by_village import village_table
from xaso.modules.indicators.queries.packs import history_of_item
from xaso.modules.indicators.queries.value_now import ValueNow
from xaso.modules.indicators.queries.words import lacking, target_words
from xaso.modules.indicators.scoring.pack import PERCENT_TYPES, TARGET_TYPES, Item

from .charts import item_chart
from .packs import OfPack
from .period import periods_offered
from .trying import Trial, try_numbers


@dataclass(frozen=True)
class NumberOfItem:
    """One of the two numbers of an item, and where else it counts."""

    role: str
    now: ValueNow
    also: list[str]


class OfItem(OfPack):
    @cached_property
    def row(self) -> ItemRow:
        code = self.kwargs["item_code"]
        found = next((row for row in self.assessment.rows if row.item.code == code), None)
        if found is None:
            raise ObjectDoesNotExist
        return found

    @property
    def item(self) -> Item:
        return self.row.item

    @property
    def item_url(self) -> str:
        return self.url_of("item", self.item.code)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            pack=self.pack,
            item=self.item,
            row=self.row,
            pack_url=self.url_of("pack"),
            cancel_url=self.item_url,
            **kwargs,
        )


class ItemPage(OfItem, TextPage):
    right = "indicators.read"
    template_name = "indicators/item.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entries = list(
            history_of_item(self.actor.commune, self.pack.code, self.item.code, self.period.plain)
        )
        return super().get_context_data(
            title=f"{self.item.code}. {self.item.name}",
            lacking=lacking(self.row),
            numbers=_numbers(self.book, self.row, self.pack.code),
            is_counted=self.item.formula_type in PERCENT_TYPES,
            takes_target=self.item.formula_type in TARGET_TYPES,
            facts=facts_of_item(self.row),
            basis=texts_in_force(self.item.basis, on=self.today),
            answers=[entry for entry in entries if entry.kind == PackEntry.Kind.TRA_LOI],
            targets=[entry for entry in entries if entry.kind == PackEntry.Kind.CHI_TIEU],
            trial=self._trial(),
            villages=village_table(self.row, self.row.gap),
            chart=self._chart(),
            periods=periods_offered(self.today, self.period),
            **kwargs,
        )

    def _chart(self) -> Chart | None:
        """One query: what was typed for the two numbers, month by month."""
        codes = [value.code for value in self.row.values]
        if not codes:
            return None
        rows = list(Value.objects.of(self.actor.commune).filter(code__in=codes))
        return item_chart(self.row, rows, self.period, self.today)

    def _trial(self) -> Trial | None:
        asked = self.request.GET
        return try_numbers(
            self.row, asked.get("tu", ""), asked.get("mau", ""), asked.get("diem", "")
        )


class AboutItem(OfItem, ActionPage):
    right = "indicators.write"
    heading: str | Promise = ""
    said: str | Promise = ""

    def given(self) -> dict[str, Any]:
        return {
            "pack_code": self.pack.code,
            "item_code": self.item.code,
            "period": self.period.plain,
            "at": timezone.now(),
        }

    def done(self, result: object) -> HttpResponse:
        del result
        tell(self.request, str(self.said) % {"code": self.item.code})
        return redirect(self.item_url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = str(self.heading) % {"code": self.item.code}
        return {**super().get_context_data(**kwargs), "title": title}


class AnswerItem(AboutItem):
    right = "indicators.write"
    form_class = AnswerForm
    action = actions.answer_item
    template_name = "indicators/answer.html"
    heading = _("Trả lời chỉ số %(code)s")
    said = _("Đã ghi câu trả lời của chỉ số %(code)s.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"item": self.item, "answer": self.row.answer}


class SetTarget(AboutItem):
    right = "indicators.manage"
    form_class = TargetForm
    action = actions.set_target
    template_name = "indicators/set_target.html"
    heading = _("Chỉ tiêu của chỉ số %(code)s")
    said = _("Đã ghi chỉ tiêu của chỉ số %(code)s.")


def facts_of_item(row: ItemRow) -> list[tuple[str, str]]:
    item = row.item
    facts = [
        (_t("Kiểu tính"), type_in_words(item.formula_type)),
        (_t("Đích"), target_words(row)),
        (_t("Minh chứng cần có"), "; ".join(item.evidence_kinds)),
        (_t("Nguồn số liệu"), item.source_system),
        (_t("Đơn vị xác minh"), item.verifier),
        (_t("Ghi chú của bộ"), item.note),
    ]
    return [(name, value) for name, value in facts if value]


def _numbers(book: Book, row: ItemRow, pack_code: str) -> list[NumberOfItem]:
    numbers = ((_t("Tử số"), row.numerator), (_t("Mẫu số"), row.denominator))
    return [
        NumberOfItem(role, now, _also(book, now.code, pack_code, row.item.code))
        for role, now in numbers
        if now is not None
    ]


def _also(book: Book, code: str, pack_code: str, item_code: str) -> list[str]:
    """Other items the number feeds, in this and other packs."""
    return [
        f"{pack.title}: {item.code}"
        for pack, item in book.uses_of(code)
        if (pack.code, item.code) != (pack_code, item_code)
    ]
