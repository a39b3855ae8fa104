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
        late = plans.late_people(commune, today, MOST_PEOPLE)
        states = indicators.target_states(commune, today.year, today)
        waiting = plans.decisions_waiting(self.actor, MOST_DECISIONS, with_proof=True)
        reasons = late_reasons(found.red)
        villages = village_cells(commune, found.villages)
        return super().get_context_data(
            title=_("Toàn cảnh"),
            headlines=[*_of_targets(states), _of_tasks(found.numbers), *_of_villages(villages)],
            decisions=cards(waiting.decisions[:MOST_DECISIONS], self.request.path),
            decision_count=waiting.count,
            may_decide=self.actor.may("plans.accept"),
            people=late_people(late),
            more_people=late.more_people,
            reasons=reasons[:MOST_REASONS],
            tiles=tiles_of(commune, states, late, found, today),
            target_count=len(states),
            red=found.red[:MOST_RED],
            red_count=found.numbers.red,
            told_of=len(found.red),
            villages=villages,
            packs=indicators.pack_summaries(commune, _this_year(today), today),
            opens_tasks=self.actor.may("plans.read"),
            is_empty=not (states or waiting.count or found.numbers.total),
            may_import=self.actor.may("plans.import"),
            **kwargs,
        )


class Waiting(TextPage):
    """What waits for this person, oldest first; what is decided makes room for the next."""

    right = "desk.board"
    template_name = "desk/board/waiting.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = plans.decisions_waiting(self.actor, with_proof=True)
        return super().get_context_data(
            title=_("Chờ tôi quyết (%(count)s)") % {"count": waiting.count},
            decisions=cards(waiting.decisions, self.request.path),
            more_count=waiting.count - len(waiting.decisions),
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
