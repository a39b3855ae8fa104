"""Every number the commune may be asked for, with what is known of it today."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from xaso.core.pages.addresses import FilterLink, address
from xaso.core.pages.keyset import part_of
from xaso.core.pages.pages import TextPage
from xaso.core.pages.workbook import Column, workbook_response
from xaso.core.switches.known import is_on
from xaso.lib.text import fold
from xaso.modules.indicators.definitions import target_of_code
from xaso.modules.indicators.packs.value_defs import (
    END_OF_PERIOD,
    IN_PERIOD,
    SINCE_NEW_YEAR,
    ValueDef,
)
from xaso.modules.indicators.queries.book import Book
from xaso.modules.indicators.queries.definitions import definition_for
from xaso.modules.indicators.queries.value_now import ValueNow
from xaso.modules.indicators.queries.values import rows_of, value_now

from .charts import trend_of
from .period import InPeriod, periods_offered

ROWS_A_PAGE = 40
HISTORY = 16


@dataclass(frozen=True)
class ValueRow:
    now: ValueNow
    packs: int
    """How many packs count with it."""

    @property
    def definition(self) -> ValueDef:
        return self.now.definition

    @property
    def is_missing(self) -> bool:
        return self.now.number is None


class Values(InPeriod, TextPage):
    right = "indicators.read"
    template_name = "indicators/values.html"
    here = "values"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("tai") == "xlsx":
            return workbook_response("so-lieu", _columns(), self.rows)
        return super().get(request, *args, **kwargs)

    @cached_property
    def asked(self) -> list[ValueRow]:
        """Of the pack and the words asked for."""
        pack = self.book.named(self.request.GET.get("bo", ""))
        listed = self.book.definitions([pack] if pack else None)
        wanted = [definition for definition in listed if self._is_named(definition)]
        now = value_now(self.actor.commune, wanted, self.period.plain, self.today)
        packs = {
            each.code: len({found.code for found, _item in self.book.uses_of(each.code)})
            for each in wanted
        }
        return [ValueRow(now[each.code], packs[each.code]) for each in wanted]

    @cached_property
    def rows(self) -> list[ValueRow]:
        chosen = self.request.GET.get("loc", "")
        if chosen == "thieu":
            return [row for row in self.asked if row.is_missing]
        return [row for row in self.asked if not row.is_missing] if chosen == "co" else self.asked

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        missing = [row for row in self.asked if row.is_missing]
        return super().get_context_data(
            title=_("Số liệu"),
            slice=part_of(self.rows, self.request.GET.get("sau", ""), ROWS_A_PAGE),
            count=len(self.rows),
            missing=len(missing),
            total=len(self.asked),
            filters=self._filters(len(missing)),
            packs=self.book.packs,
            periods=periods_offered(self.today, self.period),
            xlsx=address(self.request, tai="xlsx"),
            in_turn=missing[0].definition.code if missing else "",
            **kwargs,
        )

    def _is_named(self, definition: ValueDef) -> bool:
        words = fold(self.request.GET.get("tim", "")).split()
        said = fold(f"{definition.name} {definition.code} {definition.source_system}")
        return all(word in said for word in words)

    def _filters(self, missing: int) -> list[FilterLink]:
        chosen = self.request.GET.get("loc", "")
        counts = {"": len(self.asked), "thieu": missing, "co": len(self.asked) - missing}
        labels = {"": _("Tất cả"), "thieu": _("Chưa có số liệu"), "co": _("Đã có")}
        return [
            FilterLink(labels[code], address(self.request, loc=code), chosen == code, count)
            for code, count in counts.items()
        ]


class ValuePage(InPeriod, TextPage):
    """One number: what it means, what it is now, where it is used, how it came about."""

    right = "indicators.read"
    template_name = "indicators/value.html"
    here = "values"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        commune = self.actor.commune
        definition = definition_for(commune, self.kwargs["code"], self.today)
        now = value_now(commune, [definition], self.period.plain, self.today)[definition.code]
        rows = rows_of(commune, [definition.code])
        return super().get_context_data(
            title=capfirst(definition.name),
            definition=definition,
            now=now,
            history=rows[:HISTORY],
            newest={row.pk for row in rows} - {row.corrects_id for row in rows},
            uses=grouped_uses(self.book, definition.code, self.period.code),
            facts=facts_of(definition),
            chart=trend_of(now, rows, self.period, self.today),
            periods=periods_offered(self.today, self.period),
            says_where_from=self._says_where_from(definition),
            **kwargs,
        )

    def _says_where_from(self, definition: ValueDef) -> bool:
        """In the map of systems, which lists every number but those of the plan's own targets."""
        is_open = self.actor.may("systems.read") and is_on(self.actor.commune, "systems")
        return is_open and target_of_code(definition.code) is None


def grouped_uses(book: Book, code: str, period_code: str) -> list[tuple[Any, list[FilterLink]]]:
    """Pack by pack: the items one number feeds."""
    groups: dict[str, list[FilterLink]] = {}
    for pack, item in book.uses_of(code):
        url = reverse("indicators:item", args=[pack.code, item.code])
        link = FilterLink(f"{item.code} {item.name}", f"{url}?ky={period_code}")
        groups.setdefault(pack.code, []).append(link)
    return [(pack, groups[pack.code]) for pack in book.packs if pack.code in groups]


def facts_of(definition: ValueDef) -> list[tuple[str, str]]:
    facts = [
        (_("Cách đếm"), definition.how_to_count),
        (_("Nguồn"), definition.source_system),
        (_("Loại số"), rule_in_words(definition)),
        (_("Của"), _("xã, có thể cộng từ các thôn") if definition.is_of_villages else _("cả xã")),
    ]
    return [(name, value) for name, value in facts if value]


def rule_in_words(definition: ValueDef) -> str:
    words = {
        END_OF_PERIOD: _("số cuối kỳ: có vào một ngày"),
        IN_PERIOD: _("số trong kỳ: phát sinh từ ngày đầu đến ngày cuối kỳ"),
        SINCE_NEW_YEAR: _("số lũy kế: cộng từ 1/1"),
    }
    return words[definition.period_rule]


def origin_in_words(now: ValueNow) -> str:
    words = {
        "counted": _("phần mềm đếm"),
        "typed": _("nhập tay"),
        "villages": _("cộng từ thôn"),
        "partial": now.why,
        "missing": now.why,
    }
    return words[now.origin]


def _columns() -> list[Column]:
    return [
        Column(_("Mã"), lambda row: row.definition.code, 22),
        Column(_("Số liệu"), lambda row: row.definition.name, 48),
        Column(_("Đơn vị"), lambda row: row.definition.unit, 12),
        Column(_("Hiện có"), lambda row: row.now.number, 14),
        Column(_("Tính đến ngày"), lambda row: row.now.as_of or "", 14),
        Column(_("Từ đâu"), _where_from, 32),
        Column(_("Cách đếm"), lambda row: row.definition.how_to_count, 60),
        Column(_("Nguồn phải lấy"), lambda row: row.definition.source_system, 24),
        Column(_("Số bộ dùng"), lambda row: row.packs, 10),
    ]


def _where_from(row: ValueRow) -> str:
    return " · ".join(filter(None, (origin_in_words(row.now), row.now.source)))
