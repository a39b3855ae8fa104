"""What one more counted thing would bring. Shown with the evidence it needs, never as an order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from xaso.modules.indicators.scoring.given import (
    Given,
    percent_of,
    target_of,
    with_numerator,
)
from xaso.modules.indicators.scoring.pack import PERCENT_TYPES, Item, Pack
from xaso.modules.indicators.scoring.result import ItemScore
from xaso.modules.indicators.scoring.score import score_item


@dataclass(frozen=True, slots=True)
class Change:
    before: ItemScore
    after: ItemScore
    delta: Decimal | None


@dataclass(frozen=True, slots=True)
class Gain:
    """`missing` whole things more (fewer, for an inverse item) bring the item to `score`."""

    code: str
    missing: int
    numerator: int
    score: Decimal
    points: Decimal
    evidence_kinds: tuple[str, ...]

    @property
    def points_per_unit(self) -> Fraction:
        return Fraction(self.points) / self.missing


@dataclass(frozen=True, slots=True)
class Gap:
    """`missing` in whole things, None where the item does not count things."""

    code: str
    target: Fraction | None
    has: Fraction | None
    missing: int | None
    missing_points: Decimal | None
    evidence_kinds: tuple[str, ...]


def what_if(
    item: Item, given: Given, *, numerator: int | None = None, denominator: int | None = None
) -> Change:
    tried = given if numerator is None else with_numerator(given, numerator)
    if denominator is not None:
        tried = replace(tried, denominator=Fraction(denominator))
    before, after = score_item(item, given), score_item(item, tried)
    if before.score is None or after.score is None:
        return Change(before, after, None)
    return Change(before, after, after.score - before.score)


def smallest_gain(item: Item, given: Given, points: Decimal | int | None = None) -> Gain | None:
    """The fewest whole things that gain `points`, or full marks and the target when None.

    None when nothing can be counted, the points are out of reach, or nothing is missing.
    """
    if points is None:
        return _smallest(
            item, given, lambda score: score.score == item.max and score.met is not False
        )
    now = score_item(item, given).score
    if now is None:
        return None
    wanted = now + points
    return _smallest(item, given, lambda score: score.score is not None and score.score >= wanted)


def gap(item: Item, given: Given | None = None) -> Gap:
    """Đích, hiện có, thiếu. A ratio without a target is measured against 100 %."""
    given = given or Given()
    now = score_item(item, given)
    target = has = None
    if item.formula_type in PERCENT_TYPES:
        target = target_of(item, given)
        if target is None and item.formula_type == "ratio":
            target = Fraction(100)
        has = percent_of(given) if given.denominator != 0 else None
    gain = smallest_gain(item, given)
    complete = now.met is not False and now.score == item.max
    return Gap(
        code=item.code,
        target=target,
        has=has,
        missing=gain.missing if gain else (0 if complete and now.score is not None else None),
        missing_points=None if now.score is None or item.max is None else item.max - now.score,
        evidence_kinds=item.evidence_kinds,
    )


def gaps(pack: Pack, values: Mapping[str, Given]) -> list[Gap]:
    return [gap(item, values.get(item.code)) for item in pack.items]


def cheapest_gains(pack: Pack, values: Mapping[str, Given]) -> list[Gain]:
    """ "Việc rẻ nhất để tăng điểm": most points per missing unit first."""
    gains = [smallest_gain(item, values.get(item.code, Given())) for item in pack.items]
    useful = [gain for gain in gains if gain is not None and gain.points > 0]
    return sorted(useful, key=lambda gain: (-gain.points_per_unit, gain.code))


def _smallest(item: Item, given: Given, enough: Callable[[ItemScore], bool]) -> Gain | None:
    now = score_item(item, given)
    if now.score is None or not given.denominator or given.numerator is None:
        return None
    if item.formula_type not in PERCENT_TYPES or enough(now):
        return None
    start, end = int(given.numerator), int(given.denominator)
    direction = 1
    if item.formula_type == "inverse":
        end, direction = 0, -1
    reach = (end - start) * direction

    def after(missing: int) -> ItemScore:
        return score_item(item, with_numerator(given, start + direction * missing))

    if reach <= 0 or not enough(after(reach)):
        return None
    missing = _first(reach, lambda tried: enough(after(tried)))
    score = after(missing).score
    assert score is not None  # noqa: S101 - a confirmed numerator over a denominator is scored
    return Gain(
        code=item.code,
        missing=missing,
        numerator=start + direction * missing,
        score=score,
        points=score - now.score,
        evidence_kinds=item.evidence_kinds,
    )


def _first(reach: int, is_enough: Callable[[int], bool]) -> int:
    """Halving works because the score never falls on the way."""
    low, high = 0, reach
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_enough(middle) else (middle, high)
    return high
