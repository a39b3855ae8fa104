"""Toàn cảnh: who is late, which village, why, and what must be decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.figures import Period
from xaso.core.pages.pages import TextPage
from xaso.lib.dates import year_bounds
from xaso.modules.indicators import public as indicators
from xaso.modules.plans import public as plans

from .addresses import rows_url
from .decisions import cards
from .late import VillageCell, late_people, late_reasons, village_cells
from .tiles import tiles_of

MOST_DECISIONS = 4
MOST_PEOPLE = 5
MOST_REASONS = 6
MOST_RED = 6


@dataclass(frozen=True)
class Headline:
    number: str
    words: str
    tone: str
    url: str


class Board(TextPage):
    right = "desk.board"
    template_name = "desk/board/board.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        commune, today = self.actor.commune, timezone.localdate()
        found = plans.board(commune, today)
        late = plans.late_cards(commune, today)
        states = indicators.target_states(commune, today.year, today)
        waiting = plans.decisions_waiting(self.actor, with_proof=True)
        people, reasons = late_people(late), late_reasons(found.red)
        villages = village_cells(commune, found.villages)
        return super().get_context_data(
            title=_("Toàn cảnh"),
            headlines=[*_of_targets(states), _of_tasks(found.numbers), *_of_villages(villages)],
            decisions=cards(waiting[:MOST_DECISIONS], self.request.path),
            decision_count=len(waiting),
            may_decide=self.actor.may("plans.accept"),
            people=people[:MOST_PEOPLE],
            more_people=people[MOST_PEOPLE:],
            reasons=reasons[:MOST_REASONS],
            tiles=tiles_of(commune, states, late, found.red, found.numbers, today),
            target_count=len(states),
            red=found.red[:MOST_RED],
            red_count=len(found.red),
            villages=villages,
            packs=indicators.pack_summaries(commune, _this_year(today), today),
            opens_tasks=self.actor.may("plans.read"),
            is_empty=not (states or waiting or found.numbers.total),
            may_import=self.actor.may("plans.import"),
            **kwargs,
        )


class Waiting(TextPage):
    """Everything that waits for this person, on one page."""

    right = "desk.board"
    template_name = "desk/board/waiting.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = plans.decisions_waiting(self.actor, with_proof=True)
        return super().get_context_data(
            title=_("Chờ tôi quyết (%(count)s)") % {"count": len(waiting)},
            decisions=cards(waiting, self.request.path),
            **kwargs,
        )


def _this_year(today: date) -> Period:
    return Period(*year_bounds(today.year))


def _of_targets(states: Sequence[indicators.TargetState]) -> list[Headline]:
    counts = indicators.headline(states)
    lines = [
        Headline(
            f"{counts['met']}/{len(states)}",
            _("chỉ tiêu đạt"),
            "good",
            rows_url("chi-tieu", tt="met"),
        ),
        Headline(
            str(counts["on_track"]), _("đúng hướng"), "", rows_url("chi-tieu", tt="on_track")
        ),
        Headline(
            str(counts["at_risk"]), _("có nguy cơ"), "bad", rows_url("chi-tieu", tt="at_risk")
        ),
        Headline(str(counts["gap"]), _("chưa có số liệu"), "", rows_url("chi-tieu", tt="gap")),
    ]
    return [line for line in lines if line.number != "0"] if states else []


def _of_tasks(numbers: plans.TaskNumbers) -> Headline:
    rows = rows_url("viec-qua-han")
    tone = "bad" if numbers.late else "good"
    return Headline(f"{numbers.late}/{numbers.total}", _("việc quá hạn"), tone, rows)


def _of_villages(cells: Sequence[VillageCell]) -> list[Headline]:
    late = sum(cell.tone == "bad" for cell in cells)
    if not late:
        return []
    return [Headline(f"{late}/{len(cells)}", _("thôn còn nợ việc quá hạn"), "bad", "#thon")]
