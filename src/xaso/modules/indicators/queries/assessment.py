"""A pack, the numbers and the answers put together: one score an item, one total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from xaso.core.figures import Period
from xaso.lib.dates import write_date
from xaso.modules.indicators.models import PackEntry
from xaso.modules.indicators.packs.value_defs import END_OF_PERIOD
from xaso.modules.indicators.scoring.given import BadValueError, Given, percent_of
from xaso.modules.indicators.scoring.pack import PERCENT_TYPES, Item, Pack
from xaso.modules.indicators.scoring.result import ItemScore, Total, Warned
from xaso.modules.indicators.scoring.score import VillageGiven, score_item, score_villages
from xaso.modules.indicators.scoring.total import GroupTotal, total_of_pack, totals_by_group
from xaso.modules.indicators.scoring.what_if import Gap, gap

from .value_now import ValueNow

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Known:
    """What the database knows for one pack in one period."""

    values: Mapping[str, ValueNow]
    answers: Mapping[str, PackEntry]
    targets: Mapping[str, PackEntry]
    in_use: PackEntry | None = None


@dataclass(frozen=True)
class ItemRow:
    item: Item
    given: Given
    score: ItemScore
    numerator: ValueNow | None
    denominator: ValueNow | None
    answer: PackEntry | None
    target: PackEntry | None

    @property
    def gap(self) -> Gap | None:
        """None where the numbers are refused or come from villages still reporting."""
        try:
            return gap(self.item, self.given)
        except BadValueError:
            return None

    @property
    def is_known(self) -> bool:
        """There is something to show, even where the pack does not say how many points it gives."""
        if self.item.max is None and self.score.state == "missing":
            return percent_of(self.given) is not None and self.given.denominator != 0
        return self.score.state in ("scored", "not_applicable")

    @property
    def values(self) -> list[ValueNow]:
        return [value for value in (self.numerator, self.denominator) if value]


@dataclass(frozen=True)
class Assessment:
    pack: Pack
    period: Period
    rows: tuple[ItemRow, ...]
    in_use: PackEntry | None = None

    @property
    def scores(self) -> list[ItemScore]:
        return [row.score for row in self.rows]

    @property
    def total(self) -> Total | None:
        return total_of_pack(self.pack, self.scores)

    @property
    def groups(self) -> list[GroupTotal]:
        return totals_by_group(self.pack, self.scores)

    def row(self, code: str) -> ItemRow:
        return next(row for row in self.rows if row.item.code == code)


def assess(pack: Pack, period: Period, known: Known) -> Assessment:
    rows = tuple(_row(item, known) for item in pack.items)
    return Assessment(pack, period, rows, known.in_use)


def _row(item: Item, known: Known) -> ItemRow:
    numerator, denominator = known.values.get(item.num_def), known.values.get(item.den_def)
    answer, target = known.answers.get(item.code), known.targets.get(item.code)
    given = _given(item, numerator, denominator, answer, target, known.values)
    score = _score(item, given, numerator, denominator)
    return ItemRow(item, given, score, numerator, denominator, answer, target)


def _score(
    item: Item, given: Given, numerator: ValueNow | None, denominator: ValueNow | None
) -> ItemScore:
    try:
        trouble = _different_stretch(numerator, denominator)
        if trouble:
            raise BadValueError(trouble)
        if not given.not_applicable and numerator and numerator.origin == "partial":
            return score_villages(item, _by_village(numerator, denominator), given)
        return score_item(item, given)
    except BadValueError as refusal:
        missing = score_item(item, Given(target=given.target))
        warned = Warned("refused", str(refusal.message))
        return replace(missing, warnings=(warned,), explanation=str(refusal.message))


def _given(
    item: Item,
    numerator: ValueNow | None,
    denominator: ValueNow | None,
    answer: PackEntry | None,
    target: PackEntry | None,
    values: Mapping[str, ValueNow],
) -> Given:
    given = Given(
        target=_exact(target.target_number) if target else None,
        explanation=answer.explanation if answer else "",
        not_applicable=bool(answer and answer.not_applicable),
    )
    if item.formula_type in PERCENT_TYPES and item.num_def:
        return _counted(item, given, numerator, denominator, values)
    return _answered(item, given, answer) if answer else given


def _counted(
    item: Item,
    given: Given,
    numerator: ValueNow | None,
    denominator: ValueNow | None,
    values: Mapping[str, ValueNow],
) -> Given:
    top = numerator.number if numerator else None
    if not item.den_def:
        return replace(given, value=_exact(top))
    return replace(
        given,
        numerator=_exact(top),
        denominator=_exact(denominator.number if denominator else None),
        confirmed_zero=bool(numerator and top == 0 and numerator.confirmed_zero),
        population=_population(numerator, values),
        numerator_period=numerator.definition.period_rule if numerator else "",
        denominator_period=denominator.definition.period_rule if denominator else "",
    )


def _answered(item: Item, given: Given, answer: PackEntry) -> Given:
    if item.formula_type == "sum_parts":
        parts = tuple(_yes_or_no(part) for part in answer.parts)
        return replace(given, parts=parts if any(parts) else ())
    if answer.yes is not None:
        return replace(given, value=Fraction(answer.yes))
    return replace(given, level=answer.level, value=_exact(answer.number))


def _yes_or_no(part: object) -> Given | None:
    return None if part is None else Given(value=Fraction(bool(part)))


def _population(numerator: ValueNow | None, values: Mapping[str, ValueNow]) -> Fraction | None:
    most = values.get(numerator.definition.at_most) if numerator else None
    return _exact(most.number) if most else None


def _different_stretch(numerator: ValueNow | None, denominator: ValueNow | None) -> str:
    """Ten months over nine months is no share of anything."""
    both = [value for value in (numerator, denominator) if value and value.number is not None]
    stretches = {
        value.covers_to for value in both if value.definition.period_rule != END_OF_PERIOD
    }
    if len(both) < 2 or len(stretches) < 2 or None in stretches:
        return ""
    top, bottom = (value.covers_to for value in both)
    assert top is not None  # noqa: S101 - told apart above
    assert bottom is not None  # noqa: S101
    return _("Tử số tính đến %(top)s, mẫu số đến %(bottom)s: chưa chia được.") % {
        "top": write_date(top),
        "bottom": write_date(bottom),
    }


def _by_village(numerator: ValueNow, denominator: ValueNow | None) -> list[VillageGiven]:
    bottoms = (
        {part.village.pk: part.number for part in denominator.villages} if denominator else {}
    )
    return [
        VillageGiven(str(part.village), _exact(part.number), _exact(bottoms.get(part.village.pk)))
        for part in numerator.villages
    ]


def _exact(number: Decimal | None) -> Fraction | None:
    return None if number is None else Fraction(number)
