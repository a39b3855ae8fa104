"""Two periods of one pack beside each other: the same rule for both, item by item."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from xaso.core.pages.addresses import address
from xaso.core.pages.pages import TextPage
from xaso.core.pages.workbook import Column, workbook_response
from xaso.core.ui.charts import Bar, Chart, bars
from xaso.lib.numbers import write_number
from xaso.modules.indicators.periods import NamedPeriod, read_period, year_period
from xaso.modules.indicators.queries.assessment import Assessment, ItemRow
from xaso.modules.indicators.queries.packs import assess_packs
from xaso.modules.indicators.queries.words import has_words

from .packs import OfPack
from .period import periods_offered


@dataclass(frozen=True)
class ComparedLine:
    row: ItemRow
    before: ItemRow | None
    """None where the pack of the earlier period had no such item."""

    @property
    def change(self) -> Decimal | None:
        """Unknown on one side is no change of any size."""
        old = self.before.score.score if self.before else None
        now = self.row.score.score
        return None if old is None or now is None else now - old

    @property
    def change_text(self) -> str:
        change = self.change
        if change is None:
            return ""
        if not change:
            return _("không đổi")
        words = {"points": write_number(abs(change), 2)}
        return (_("tăng %(points)s") if change > 0 else _("giảm %(points)s")) % words

    @property
    def tone(self) -> str:
        return "" if not self.change else "good" if self.change > 0 else "warn"

    @property
    def has_now(self) -> str:
        return has_words(self.row)

    @property
    def has_before(self) -> str:
        return has_words(self.before) if self.before else ""


class ComparePack(OfPack, TextPage):
    """`?ky=2026&voi=2025`; without `voi` the year before."""

    right = "indicators.read"
    template_name = "indicators/compare.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("tai") == "xlsx":
            name = f"so-sanh-{self.pack.code}-{self.other.code}-{self.period.code}"
            return workbook_response(name, self._columns(), self.lines)
        return super().get(request, *args, **kwargs)

    @cached_property
    def other(self) -> NamedPeriod:
        asked = read_period(self.request.GET.get("voi", ""))
        return asked or year_period(self.period.first.year - 1)

    @cached_property
    def earlier(self) -> Assessment:
        packs = assess_packs(self.actor.commune, [self.pack], self.other.plain, self.today)
        return packs[self.pack.code]

    @cached_property
    def lines(self) -> list[ComparedLine]:
        before = {row.item.code: row for row in self.earlier.rows}
        return [ComparedLine(row, before.get(row.item.code)) for row in self.assessment.rows]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = [line for line in self.lines if line.change is not None]
        return super().get_context_data(
            title=_("So sánh hai kỳ"),
            pack=self.pack,
            pack_url=self.url_of("pack"),
            other=self.other,
            blocks=[
                (group, [line for line in self.lines if line.row.item.group_code == group.code])
                for group in self.pack.groups
            ],
            up=sum(1 for line in known if line.change and line.change > 0),
            down=sum(1 for line in known if line.change and line.change < 0),
            known=len(known),
            net=sum((line.change or Decimal(0) for line in known), Decimal(0)),
            chart=self._chart(),
            periods=periods_offered(self.today, self.period),
            others=periods_offered(self.today, self.other),
            xlsx=address(self.request, tai="xlsx"),
            **kwargs,
        )

    def _chart(self) -> Chart | None:
        """Two bars a group, the earlier period first."""
        earlier = {each.group.code: each.total for each in self.earlier.groups}
        rows = []
        for each in self.assessment.groups:
            old = earlier[each.group.code]
            if not (each.total.scored_items or old.scored_items):
                continue
            for period, total in ((self.other, old), (self.period, each.total)):
                label = f"{each.group.code}. {period.label}"
                top = total.applicable_max or Decimal(1)
                rows.append(Bar(label, total.low, total.high, total=top))
        return bars(_("Điểm từng nhóm"), rows, unit=_("điểm")) if rows else None

    def _columns(self) -> list[Column]:
        return [
            Column(_("Mã"), lambda line: line.row.item.code, 8),
            Column(_("Chỉ số"), lambda line: line.row.item.name, 44),
            Column(_("Tối đa"), lambda line: line.row.item.max, 9),
            Column(self.other.label, lambda line: _score(line.before), 12),
            Column(self.period.label, lambda line: _score(line.row), 12),
            Column(_("Thay đổi"), lambda line: line.change_text, 14),
            Column(_("Số liệu kỳ trước"), lambda line: line.has_before, 24),
            Column(_("Số liệu kỳ này"), lambda line: line.has_now, 24),
        ]


def _score(row: ItemRow | None) -> Decimal | None:
    return row.score.score if row else None
