"""One item: checked, computed exactly, rounded once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from xaso.lib.numbers import write_number
from xaso.modules.indicators.scoring.formulas import outcome_of
from xaso.modules.indicators.scoring.given import Given, check_given
from xaso.modules.indicators.scoring.numbers import round_half_up
from xaso.modules.indicators.scoring.pack import Item, Pack
from xaso.modules.indicators.scoring.result import ItemScore, Outcome, State, Warned

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class VillageGiven:
    """What one village reported. Knowing only the denominator still bounds the score."""

    name: str
    numerator: Fraction | None = None
    denominator: Fraction | None = None


def score_item(item: Item, given: Given | None = None) -> ItemScore:
    given = given or Given()
    check_given(item, given)
    outcome = outcome_of(item, given)
    if item.max is None:
        return _score_without_max(item, outcome)
    top = round_half_up(Fraction(item.max))
    if outcome.points is not None:
        score = round_half_up(outcome.points)
        said = f"{outcome.how} → {write_number(score, 2)} / {write_number(item.max)}"
        return _item_score(item, outcome, score=score, low=score, high=score, said=said)
    high = ZERO if outcome.state == "not_applicable" else top
    return _item_score(item, outcome, score=None, low=ZERO, high=high, said=outcome.how)


def score_pack(pack: Pack, values: Mapping[str, Given]) -> list[ItemScore]:
    return [score_item(item, values.get(item.code)) for item in pack.items]


def score_villages(
    item: Item, villages: Iterable[VillageGiven], given: Given | None = None
) -> ItemScore:
    """Sums numerators and denominators, never percentages. `given` carries the target."""
    given = given or Given()
    rows = list(villages)
    late = [row.name for row in rows if row.numerator is None or row.denominator is None]
    if not rows or not late:
        return score_item(item, _summed(rows, given) if rows else given)
    missing = replace(
        score_item(item, replace(given, numerator=None, denominator=None)), explanation=""
    )
    warned = Warned(
        "villages_missing",
        _("%(count)d/%(all)d thôn chưa báo cáo: %(names)s")
        % {"count": len(late), "all": len(rows), "names": ", ".join(late)},
    )
    missing = replace(missing, warnings=(warned,), explanation=warned.message)
    if missing.state != "missing" or any(row.denominator is None for row in rows):
        return missing
    bounds = [
        score_item(item, _summed(rows, given, late=choice)).score for choice in ("none", "all")
    ]
    known = sorted(bound for bound in bounds if bound is not None)
    return replace(missing, low=known[0], high=known[-1]) if known else missing


def _summed(rows: list[VillageGiven], given: Given, late: str = "none") -> Given:
    """`late`: a village that has not reported counts with none or all of its denominator."""
    numerator = denominator = Fraction(0)
    for row in rows:
        bottom = row.denominator or Fraction(0)
        denominator += bottom
        numerator += row.numerator if row.numerator is not None else bottom * (late == "all")
    confirmed = given.confirmed_zero or any(row.numerator is None for row in rows)
    return replace(given, numerator=numerator, denominator=denominator, confirmed_zero=confirmed)


def _score_without_max(item: Item, outcome: Outcome) -> ItemScore:
    """The source does not say the points: whether the target is met can still be shown."""
    state: State = "missing" if outcome.state == "scored" else outcome.state
    warned = Warned("max_unknown", _("Chưa rõ điểm tối đa của chỉ số này."))
    outcome = replace(outcome, state=state, warnings=(*outcome.warnings, warned))
    return _item_score(item, outcome, score=None, low=ZERO, high=ZERO, said=outcome.how)


def _item_score(
    item: Item,
    outcome: Outcome,
    *,
    score: Decimal | None,
    low: Decimal,
    high: Decimal,
    said: str,
) -> ItemScore:
    return ItemScore(
        code=item.code,
        score=score,
        max=item.max,
        state=outcome.state,
        low=low,
        high=high,
        met=outcome.met,
        warnings=outcome.warnings,
        explanation=said,
    )
