from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.law.queries import texts_in_force
from xaso.core.pages.addresses import FilterLink, address
from xaso.core.pages.pages import ActionPage, TextPage
from xaso.core.pages.workbook import workbook_response
from xaso.core.ui.charts import Bar, Chart, bars
from xaso.modules.indicators import actions
from xaso.modules.indicators.models import Round
from xaso.modules.indicators.public.packs import PackSummary, summary_of
from xaso.modules.indicators.public.self_assessment import self_assessment
from xaso.modules.indicators.queries.assessment import Assessment, ItemRow
from xaso.modules.indicators.queries.packs import assess_packs
from xaso.modules.indicators.queries.rounds import rounds_of_pack
from xaso.modules.indicators.queries.words import has_words, lacking, target_words
from xaso.modules.indicators.scoring.pack import Group, Pack
from xaso.modules.indicators.scoring.result import Total

from .period import InPeriod, periods_offered
from .self_score import columns


@dataclass(frozen=True)
class ItemLine:
    """One row of a pack's page, in words."""

    row: ItemRow

    @property
    def target(self) -> str:
        return target_words(self.row)

    @property
    def has(self) -> str:
        return has_words(self.row)

    @property
    def lacking(self) -> str:
        return lacking(self.row)

    @property
    def tone(self) -> str:
        """Red stripes are for what a person can still do something about."""
        if self.row.score.met is False:
            return "warn"
        return "good" if self.row.score.score == self.row.item.max else ""


@dataclass(frozen=True)
class GroupBlock:
    group: Group
    total: Total | None
    lines: Sequence[ItemLine]


class OfPack(InPeriod):
    kwargs: dict[str, Any]
    here = "packs"

    @cached_property
    def pack(self) -> Pack:
        pack = self.book.named(self.kwargs["pack_code"])
        if pack is None:
            raise ObjectDoesNotExist
        return pack

    @cached_property
    def assessment(self) -> Assessment:
        packs = assess_packs(self.actor.commune, [self.pack], self.period.plain, self.today)
        return packs[self.pack.code]

    def url_of(self, name: str, *more: str) -> str:
        url = reverse(f"indicators:{name}", args=[self.pack.code, *more])
        return f"{url}?ky={self.period.code}"


class Packs(InPeriod, TextPage):
    right = "indicators.read"
    template_name = "indicators/packs.html"
    here = "packs"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = assess_packs(
            self.actor.commune, self.book.packs, self.period.plain, self.today
        ).values()
        cards = [(each.pack, summary_of(each)) for each in found]
        return super().get_context_data(
            title=_("Bộ chỉ số"),
            in_use=[card for card in cards if card[1].in_use],
            others=[card for card in cards if not card[1].in_use],
            periods=periods_offered(self.today, self.period),
            **kwargs,
        )


class PackPage(OfPack, TextPage):
    right = "indicators.read"
    template_name = "indicators/pack.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        summary = summary_of(self.assessment)
        return super().get_context_data(
            title=self.pack.title,
            pack=self.pack,
            own=self.book.editions.get(self.pack.code),
            round=self._round(),
            summary=summary,
            total=self.assessment.total,
            groups=self._groups(),
            filters=self._filters(),
            chart=_chart(self.assessment, summary),
            changed=self._is_changed(),
            basis=texts_in_force(self.pack.basis, on=self.today),
            periods=periods_offered(self.today, self.period),
            **kwargs,
        )

    def _round(self) -> Round | None:
        """The newest revision of this very period."""
        rows = rounds_of_pack(self.actor.commune, self.pack.code)
        same = rows.filter(first=self.period.first, last=self.period.last)
        return same.order_by("-revision").first()

    def _groups(self) -> list[GroupBlock]:
        totals = {each.group.code: each.total for each in self.assessment.groups}
        shown = [row for row in self.assessment.rows if self._is_wanted(row)]
        blocks = [
            GroupBlock(
                group,
                totals.get(group.code),
                [ItemLine(row) for row in shown if row.item.group_code == group.code],
            )
            for group in self.pack.groups
        ]
        return [block for block in blocks if block.lines]

    def _is_wanted(self, row: ItemRow) -> bool:
        chosen = WANTED.get(self.request.GET.get("loc", ""))
        return chosen is None or chosen(row)

    def _filters(self) -> list[FilterLink]:
        chosen = self.request.GET.get("loc", "")
        labels = {
            "": _("Tất cả"),
            "thieu": _("Thiếu số liệu"),
            "chi-tieu": _("Thiếu chỉ tiêu"),
            "chua-dat": _("Chưa đủ điểm"),
        }
        return [
            FilterLink(label, address(self.request, loc=code), chosen == code, self._count(code))
            for code, label in labels.items()
        ]

    def _count(self, code: str) -> int:
        wanted = WANTED.get(code)
        return sum(wanted is None or wanted(row) for row in self.assessment.rows)

    def _is_changed(self) -> bool:
        """The data of the pack is no longer what it was when the period began."""
        begun = self.assessment.in_use
        return begun is not None and begun.pack_version != self.book.fingerprint(self.pack.code)


WANTED: dict[str, Callable[[ItemRow], bool]] = {
    "thieu": lambda row: row.score.state == "missing",
    "chi-tieu": lambda row: row.score.state == "missing_target",
    "chua-dat": lambda row: row.score.score is not None and row.score.score < (row.item.max or 0),
}


class SelfScore(OfPack, TextPage):
    """The form a commune hands in; `?tai=xlsx` gives it with the columns of the province."""

    right = "indicators.read"
    template_name = "indicators/self_score.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("tai") == "xlsx":
            name = f"tu-cham-{self.pack.code}-{self.period.code}"
            return workbook_response(name, columns(self.pack), self.assessment.rows)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=_("Phiếu tự chấm điểm"),
            pack=self.pack,
            paper=self_assessment(
                self.actor.commune, self.pack.code, self.period.plain, self.today
            ),
            back=self.url_of("pack"),
            xlsx=address(self.request, tai="xlsx"),
            **kwargs,
        )


class FollowPack(OfPack, ActionPage):
    right = "indicators.manage"
    action = actions.follow_pack
    template_name = "indicators/follow.html"

    def given(self) -> dict[str, Any]:
        return {
            "pack_code": self.pack.code,
            "period": self.period.plain,
            "at": timezone.now(),
        }

    def next_url(self, result: object) -> str:
        del result
        return self.url_of("pack")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            pack=self.pack, cancel_url=self.url_of("pack"), leaving=False, **kwargs
        )


class UnfollowPack(FollowPack):
    right = "indicators.manage"
    action = actions.unfollow_pack

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "leaving": True}


def _chart(assessment: Assessment, summary: PackSummary) -> Chart | None:
    """A bar a group; the pale part is what may still come."""
    if summary.low is None:
        return None
    rows = [
        Bar(
            f"{each.group.code}. {each.group.name}",
            each.total.low,
            each.total.high,
            total=each.total.applicable_max or 1,
            url=f"#nhom-{each.group.code}",
        )
        for each in assessment.groups
    ]
    return bars(
        _("Điểm từng nhóm"),
        rows,
        unit=_("điểm"),
        note=_("Phần nhạt là điểm còn có thể có khi đủ số liệu"),
    )
