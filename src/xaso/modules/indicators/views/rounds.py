"""Kỳ đánh giá: the list, one round with its items, and one item in it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.figures import Period
from xaso.core.pages.addresses import FilterLink, address
from xaso.core.pages.pages import ListPage, Page, TextPage
from xaso.core.pages.workbook import download
from xaso.lib.numbers import sum_known
from xaso.modules.indicators.models import Round, RoundItem
from xaso.modules.indicators.periods import code_of, read_period
from xaso.modules.indicators.queries.rounds import RoundGroup, RoundLine, groups_of, rounds_of

from .period import tabs
from .round_links import StepLink, steps_for

CHIPS = {
    RoundItem.State.CHO: "todo",
    RoundItem.State.DA_NOP: "review",
    RoundItem.State.HOI_LAI: "returned",
    RoundItem.State.DA_XET: "done",
}
STAGES = tuple(Round.State)


class Rounds(ListPage):
    right = "indicators.read"
    model = Round
    order = ("-last", "-opened_at", "id")
    template_name = "indicators/rounds.html"

    def get_queryset(self) -> Any:
        return rounds_of(self.actor.commune)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=_("Kỳ đánh giá"), tabs=tabs("rounds"), today=timezone.localdate(), **kwargs
        )


class OfRound:
    """Mixed into pages about one round."""

    kwargs: dict[str, Any]
    actor: Any

    @cached_property
    def round(self) -> Round:
        rows = Round.objects.of(self.actor.commune).select_related("chair", "approved_by")
        found = rows.get(pk=self.kwargs["pk"])
        found.commune = self.actor.commune
        return found

    @cached_property
    def groups(self) -> tuple[RoundGroup, ...]:
        return groups_of(self.round)

    @property
    def lines(self) -> list[RoundLine]:
        return [line for group in self.groups for line in group.lines]

    @property
    def period_label(self) -> str:
        code = code_of(Period(self.round.first, self.round.last))
        named = read_period(code)
        return named.label if named else code

    @property
    def pack_url(self) -> str:
        code = code_of(Period(self.round.first, self.round.last))
        return f"{reverse('indicators:pack', args=[self.round.pack_code])}?ky={code}"


@dataclass(frozen=True)
class Stage:
    label: str
    is_done: bool
    is_here: bool


class RoundPage(OfRound, TextPage):
    """`?loc=` chooses the items: mine, not handed in, asked back, without evidence."""

    right = "indicators.read"
    template_name = "indicators/round.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = self.lines
        return super().get_context_data(
            title=self.round.title,
            round=self.round,
            period_label=self.period_label,
            pack_url=self.pack_url,
            stages=self._stages(),
            blocks=self._blocks(),
            filters=self._filters(),
            steps=self._steps(),
            handed_in=sum(bool(line.self_state) for line in lines),
            total=len(lines),
            self_sum=sum_known([g.self_score for g in self.groups]),
            council_sum=sum_known([g.council_score for g in self.groups]),
            top=sum((g.max for g in self.groups), Decimal(0)),
            today=timezone.localdate(),
            chips=CHIPS,
            may_draft_minutes=self.round.is_before_the_council and self.actor.may("papers.draft"),
            **kwargs,
        )

    def _stages(self) -> list[Stage]:
        here = STAGES.index(Round.State(self.round.state))
        return [
            Stage(str(state.label), at < here, at == here)
            for at, state in enumerate(STAGES)
            if state != Round.State.BO_SUNG or at == here
        ]

    def _steps(self) -> list[StepLink]:
        return steps_for(self.actor, self.round)

    def _blocks(self) -> list[tuple[RoundGroup, list[RoundLine]]]:
        blocks = [(g, [line for line in g.lines if self._is_wanted(line)]) for g in self.groups]
        return [block for block in blocks if block[1]]

    def _is_wanted(self, line: RoundLine, chosen: str | None = None) -> bool:
        match self.request.GET.get("loc", "") if chosen is None else chosen:
            case "cua-toi":
                return bool(line.officer_id == self.actor.account_id)
            case "chua-nop":
                return not line.self_state
            case "bo-sung":
                return line.state == RoundItem.State.HOI_LAI
            case "minh-chung":
                return line.lacks_proof
        return True

    def _filters(self) -> list[FilterLink]:
        chosen = self.request.GET.get("loc", "")
        labels = {
            "": _("Tất cả"),
            "cua-toi": _("Mục của tôi"),
            "chua-nop": _("Chưa nộp"),
            "bo-sung": _("Phải bổ sung"),
            "minh-chung": _("Thiếu minh chứng"),
        }
        return [
            FilterLink(
                label,
                address(self.request, loc=code),
                chosen == code,
                sum(self._is_wanted(line, code) for line in self.lines),
            )
            for code, label in labels.items()
        ]


class RoundItemPage(OfRound, TextPage):
    right = "indicators.read"
    template_name = "indicators/round_item.html"

    @cached_property
    def item(self) -> RoundItem:
        rows = RoundItem.objects.filter(round=self.round).select_related("officer")
        return rows.get(code=self.kwargs["item_code"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        line = next(each for each in self.lines if each.code == self.item.code)
        codes = [each.code for each in self.lines]
        at = codes.index(line.code)
        return super().get_context_data(
            title=f"{line.code}. {line.name}",
            round=self.round,
            line=line,
            chip=CHIPS[RoundItem.State(self.item.state)],
            notes=self.item.notes.select_related("entered_by").order_by("-entered_at", "-pk"),
            may_hand_in=self._may_hand_in(),
            may_review=self.round.state == Round.State.THAM_DINH
            and self.actor.may("indicators.review"),
            item_url=self._item_url(line.code),
            before=codes[at - 1] if at else "",
            after=codes[at + 1] if at + 1 < len(codes) else "",
            **kwargs,
        )

    def _may_hand_in(self) -> bool:
        is_mine = self.item.officer_id in (None, self.actor.account_id)
        asked = self.item.state == RoundItem.State.HOI_LAI
        is_time = self.round.state == Round.State.DANG_NHAP or (
            self.round.state == Round.State.BO_SUNG and asked
        )
        may = self.actor.may("indicators.write")
        return is_time and may and (is_mine or self.actor.may("indicators.manage"))

    def _item_url(self, code: str) -> str:
        period = code_of(Period(self.round.first, self.round.last))
        return f"{reverse('indicators:item', args=[self.round.pack_code, code])}?ky={period}"


class KeptFile(OfRound, Page):
    """What was kept at the lock, letter by letter; its fingerprint stands in the diary."""

    right = "indicators.read"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.round.is_locked:
            raise Round.DoesNotExist
        name = f"ky-{self.round.pack_code}-{self.round.last}-lan-{self.round.revision}.json"
        return download(self.round.kept.encode(), name, "application/json")
