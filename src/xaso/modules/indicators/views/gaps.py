"""Đích, hiện có, thiếu: what stands between the commune and full marks, dearest first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from xaso.core.pages.addresses import FilterLink, address
from xaso.core.pages.pages import TextPage
from xaso.core.units.models import Village
from xaso.modules.indicators.queries.assessment import ItemRow
from xaso.modules.indicators.queries.words import has_words, lacking, target_words
from xaso.modules.indicators.scoring.given import BadValueError
from xaso.modules.indicators.scoring.what_if import Gain, smallest_gain
from xaso.modules.plans import public as plans

from .packs import OfPack
from .period import periods_offered
from .trying import gain_in_words

TASKS_SHOWN = 2


@dataclass(frozen=True)
class GapLine:
    row: ItemRow
    points: Decimal
    """What is lost for sure, or may be lost while the number is missing."""
    gain: Gain | None
    furthest: tuple[Village, Decimal] | None
    tasks: tuple[plans.TaskCard, ...] = ()
    """Open tasks of the plan's target that counts the same number."""

    @property
    def target(self) -> str:
        return target_words(self.row)

    @property
    def has(self) -> str:
        return has_words(self.row)

    @property
    def cheap(self) -> Fraction:
        return self.gain.points_per_unit if self.gain else Fraction(0)

    @property
    def todo(self) -> str:
        if self.gain:
            return gain_in_words(self.row.item, self.gain)
        return lacking(self.row)


class Gaps(OfPack, TextPage):
    """`?xep=re`: most points for each counted thing first."""

    right = "indicators.read"
    template_name = "indicators/gaps.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = [line for row in self.assessment.rows if (line := line_of(row))]
        lines = self._with_tasks(lines)
        by_cost = self.request.GET.get("xep") == "re"
        if by_cost:
            lines = sorted((line for line in lines if line.gain), key=lambda line: -line.cheap)
        else:
            lines = sorted(lines, key=lambda line: -line.points)
        return super().get_context_data(
            title=_("Còn thiếu gì"),
            pack=self.pack,
            lines=lines,
            lost=sum((line.points for line in lines), Decimal(0)),
            filters=[
                FilterLink(_("Mất nhiều điểm trước"), address(self.request, xep=""), not by_cost),
                FilterLink(_("Dễ tăng điểm trước"), address(self.request, xep="re"), by_cost),
            ],
            pack_url=self.url_of("pack"),
            by_cost=by_cost,
            opens_plan=self.actor.may("plans.read"),
            periods=periods_offered(self.today, self.period),
            **kwargs,
        )

    def _with_tasks(self, lines: list[GapLine]) -> list[GapLine]:
        targets = plans.targets(self.actor.commune, self.period.first.year, self.today)
        by_code = {each.value_code: each.id for each in targets if each.value_code}
        tasks = plans.open_tasks(self.actor.commune, list(by_code.values()), self.today)
        return [
            replace(line, tasks=tuple(tasks.get(target, ())[:TASKS_SHOWN]))
            if (target := by_code.get(line.row.item.num_def))
            else line
            for line in lines
        ]


def line_of(row: ItemRow) -> GapLine | None:
    """None where nothing is missing or the item does not apply."""
    score, top = row.score, row.item.max
    if top is None or score.state == "not_applicable":
        return None
    points = top - (score.score if score.score is not None else score.low)
    if not points:
        return None
    return GapLine(row, points, _gain(row), _furthest(row))


def _gain(row: ItemRow) -> Gain | None:
    try:
        return smallest_gain(row.item, row.given)
    except BadValueError:
        return None


def _furthest(row: ItemRow) -> tuple[Village, Decimal] | None:
    """The village with the most households or people still to reach."""
    if row.numerator is None or row.denominator is None:
        return None
    bottoms = {part.village.pk: part.number for part in row.denominator.villages}
    left = [
        (part.village, bottom - part.number)
        for part in row.numerator.villages
        if part.number is not None
        and (bottom := bottoms.get(part.village.pk)) is not None
        and bottom > part.number
    ]
    return max(left, key=lambda each: each[1], default=None)
