"""The targets of the year's plan first, then one target with everything its number is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.figures import Period
from xaso.core.pages.addresses import FilterLink, address
from xaso.core.pages.pages import TextPage
from xaso.core.pages.workbook import Column, workbook_response
from xaso.lib.numbers import read_count
from xaso.modules.indicators.definitions import target_of_code
from xaso.modules.indicators.models import Value
from xaso.modules.indicators.periods import year_period
from xaso.modules.indicators.public.targets import target_value
from xaso.modules.indicators.public.village_aims import counted_by_villages
from xaso.modules.indicators.queries.book import book_of
from xaso.modules.indicators.queries.history import month_ends
from xaso.modules.indicators.queries.target_number import definitions_of
from xaso.modules.indicators.queries.target_trend import target_trend
from xaso.modules.indicators.queries.targets import (
    TargetState,
    headline,
    target_states,
    written,
)
from xaso.modules.indicators.queries.value_now import ValueNow
from xaso.modules.indicators.queries.values import open_villages, rows_of
from xaso.modules.indicators.queries.village_targets import VillageAim, aims, village_targets
from xaso.modules.indicators.scoring.numbers import round_half_up
from xaso.modules.plans import public as plans
from xaso.modules.plans.public import Standing

from .charts import target_chart
from .period import tabs
from .values import grouped_uses

HISTORY = 24
CHIPS = {"met": "done", "on_track": "doing", "at_risk": "late", "gap": "gap"}
TONES = {"met": "good", "on_track": "", "at_risk": "bad", "gap": ""}


@dataclass(frozen=True)
class TargetLine:
    state: TargetState

    @property
    def chip(self) -> str:
        return CHIPS[self.state.state]

    @property
    def word(self) -> str:
        words = {
            Standing.MET: _("Đạt"),
            Standing.ON_TRACK: _("Đúng tiến độ"),
            Standing.AT_RISK: _("Có nguy cơ"),
            Standing.MISSED: _("Không đạt"),
            Standing.NO_FIGURE: _("Chưa có số liệu"),
            Standing.NOT_SET: _("Chưa giao mức"),
        }
        return words[self.state.standing]

    @property
    def tone(self) -> str:
        return TONES[self.state.state]

    @property
    def baseline(self) -> str:
        return written(self.state.target, self.state.target.baseline)

    @property
    def goal(self) -> str:
        return written(self.state.target, self.state.target.target)

    @property
    def way(self) -> int | None:
        """How much of the way from the baseline is made, in whole percent; None once it is met."""
        number = self.state.now.number
        if number is None or self.state.state == "met":
            return None
        made = plans.way_made(round_half_up(number, 6), self.state.target.way)
        return None if made is None else min(max(int(made * 100), 0), 99)

    @property
    def way_text(self) -> str:
        return "" if self.way is None else _("%(way)s %% chặng đường") % {"way": self.way}


@dataclass(frozen=True)
class TrailLine:
    row: plans.TrailRow
    counts: bool
    """Villages are added up; a figure for the whole commune then stands beside them."""


@dataclass(frozen=True)
class TypedLine:
    row: Value
    name: str
    is_newest: bool


class Targets(TextPage):
    right = "indicators.read"
    template_name = "indicators/targets.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("tai") == "xlsx":
            return workbook_response(f"chi-tieu-{self.year}", _columns(), self.lines)
        return super().get(request, *args, **kwargs)

    @cached_property
    def year(self) -> int:
        asked = self.request.GET.get("nam", "")
        this_year = timezone.localdate().year
        year = read_count(asked) or this_year
        return year if 2000 <= year < 2100 else this_year

    @cached_property
    def all_lines(self) -> list[TargetLine]:
        today = min(timezone.localdate(), date(self.year, 12, 31))
        return [TargetLine(s) for s in target_states(self.actor.commune, self.year, today)]

    @cached_property
    def lines(self) -> list[TargetLine]:
        state, pillar = self.request.GET.get("tt", ""), self.request.GET.get("tru", "")
        return [
            line
            for line in self.all_lines
            if (state not in CHIPS or line.state.state == state)
            and (not pillar or line.state.target.pillar == pillar)
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = headline([line.state for line in self.all_lines])
        groups = groupby(self.lines, lambda line: line.state.target.pillar_label)
        return super().get_context_data(
            title=_("Chỉ tiêu của kế hoạch"),
            tabs=tabs("targets"),
            year=self.year,
            years=[self.year + 1, self.year, self.year - 1],
            counts=counts,
            total=len(self.all_lines),
            tiles=self._tiles(counts),
            states=self._states(counts),
            filters=self._filters(),
            groups=[(name, list(lines)) for name, lines in groups],
            xlsx=address(self.request, tai="xlsx"),
            **kwargs,
        )

    def _tiles(self, counts: dict[Any, int]) -> list[dict[str, Any]]:
        total = len(self.all_lines)
        return [
            {
                "name": word,
                "value": f"{counts[state]}/{total}" if state == "met" else counts[state],
                "tone": TONES[state] if counts[state] else "",
                "url": address(self.request, tt=state),
            }
            for state, word in _state_words().items()
        ]

    def _states(self, counts: dict[Any, int]) -> list[FilterLink]:
        """The tiles in little, for a phone."""
        chosen = self.request.GET.get("tt", "")
        return [
            FilterLink(word, address(self.request, tt=state), state == chosen, counts[state])
            for state, word in _state_words().items()
        ]

    def _filters(self) -> list[FilterLink]:
        chosen = self.request.GET.get("tru", "")
        pillars = dict.fromkeys(
            (line.state.target.pillar, line.state.target.pillar_label) for line in self.all_lines
        )
        every = not chosen and self.request.GET.get("tt", "") not in CHIPS
        return [
            FilterLink(_("Tất cả"), address(self.request, tt="", tru=""), every),
            *(
                FilterLink(label, address(self.request, tru=code), code == chosen)
                for code, label in pillars
            ),
        ]


class TargetPage(TextPage):
    right = "indicators.read"
    template_name = "indicators/target.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        commune, today = self.actor.commune, timezone.localdate()
        state = target_value(commune, self.kwargs["pk"], today)
        codes = [definition.code for definition in definitions_of(state.target)]
        rows = rows_of(commune, codes)
        trail = plans.figure_trail(commune, state.target.id)
        period = Period(state.target.way.first_day, state.target.way.last_day)
        days = month_ends(period, today)
        numbers = target_trend(
            commune, state.target, days, rows=rows, villages=open_villages(commune)
        )
        return super().get_context_data(
            title=f"{state.target.code}. {state.target.name}",
            line=TargetLine(state),
            state=state,
            target=state.target,
            chart=target_chart(state, days, numbers),
            trail=_trail(state, trail),
            values=[each for each in state.now.values if _is_shown(each, state)],
            history=_typed(state, rows)[:HISTORY],
            aims=self._aims(state),
            tasks=plans.target_tasks(commune, state.target.id, today),
            uses=grouped_uses(
                book_of(commune, year_period(today.year).plain),
                state.target.value_code,
                str(today.year),
            ),
            enter_url=self._enter_url(state),
            opens_plan=self.actor.may("plans.read"),
            **kwargs,
        )

    def _aims(self, state: TargetState) -> list[VillageAim]:
        """Empty until somebody has shared the target out."""
        said = village_targets(self.actor.commune, state.target.id)
        if not said:
            return []
        return aims(open_villages(self.actor.commune), said, counted_by_villages(state))

    def _enter_url(self, state: TargetState) -> str:
        """The first number that is lacking, else the one the target is about."""
        shown = [each for each in state.now.values if _is_shown(each, state)]
        asked = shown or list(state.now.values)
        lacking = next((each for each in asked if each.number is None), asked[0])
        back = reverse("indicators:target", args=[state.target.id])
        return f"{reverse('indicators:enter', args=[lacking.code])}?tiep={back}"


def _state_words() -> dict[str, str]:
    return {
        "met": _("Đạt"),
        "at_risk": _("Có nguy cơ"),
        "gap": _("Chưa có số liệu"),
        "on_track": _("Đúng tiến độ"),
    }


def _is_shown(value: ValueNow, state: TargetState) -> bool:
    """The target's own number only matters where nothing else tells it, or somebody typed it."""
    if target_of_code(value.code) is None or value.number is not None:
        return True
    return len(state.now.values) == 1 and state.target.number is None


def _trail(state: TargetState, trail: Sequence[plans.TrailRow]) -> list[TrailLine]:
    has_villages = any(row.village_id is not None and row.counts for row in trail)
    adds_up = state.target.per_village and has_villages
    return [
        TrailLine(row, row.counts and not (adds_up and row.village_id is None)) for row in trail
    ]


def _typed(state: TargetState, rows: Sequence[Value]) -> list[TypedLine]:
    names = {each.code: each.definition.name for each in state.now.values}
    corrected = {row.corrects_id for row in rows}
    return [TypedLine(row, names.get(row.code, ""), row.pk not in corrected) for row in rows]


def _columns() -> Sequence[Column]:
    return [
        Column(_("Trụ cột"), lambda line: line.state.target.pillar_label, 20),
        Column(_("Số"), lambda line: line.state.target.code, 8),
        Column(_("Chỉ tiêu"), lambda line: line.state.target.name, 44),
        Column(_("Đơn vị"), lambda line: line.state.target.unit, 10),
        Column(_("Hiện trạng"), lambda line: line.state.target.baseline, 11),
        Column(_("Mức phải đạt"), lambda line: line.state.target.target, 11),
        Column(_("Trước hết ngày"), lambda line: line.state.target.by_date, 13),
        Column(_("Hiện có"), lambda line: line.state.number_text, 13),
        Column(_("Tính đến"), lambda line: line.state.now.as_of or "", 13),
        Column(_("Tình trạng"), lambda line: line.word, 15),
        Column(_("Vì sao"), lambda line: line.state.why, 44),
        Column(_("Người theo dõi"), lambda line: line.state.target.owner_name, 18),
    ]
