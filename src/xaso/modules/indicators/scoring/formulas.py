"""The nine archetypes, in exact fractions. Nothing here rounds."""

from collections.abc import Callable
from fractions import Fraction

from django.utils.translation import gettext as _

from xaso.lib.numbers import write_number
from xaso.modules.indicators.scoring.given import BadValueError, Given, percent_of, target_of
from xaso.modules.indicators.scoring.numbers import write_percent
from xaso.modules.indicators.scoring.pack import (
    PERCENT_TYPES,
    TARGET_TYPES,
    UNKNOWN_TYPE,
    Item,
    Level,
)
from xaso.modules.indicators.scoring.result import Outcome, State, Warned

YES_WORDS = frozenset({"có", "co", "true", "đúng", "dung", "x", "yes", "1"})
NO_WORDS = frozenset({"không", "khong", "false", "sai", "no", "0"})


def outcome_of(item: Item, given: Given) -> Outcome:
    """Points before rounding. `given` has passed check_given."""
    if given.not_applicable:
        return Outcome("not_applicable", how=_("Không phát sinh, đã giải trình"))
    if item.formula_type == UNKNOWN_TYPE:
        return Outcome("missing", how=_("Chưa biết cách tính điểm của chỉ số này"))
    if item.formula_type in PERCENT_TYPES:
        return _percent(item, given)
    return FORMULAS[item.formula_type](item, given)


def _percent(item: Item, given: Given) -> Outcome:
    if given.denominator == 0:
        return _zero_denominator(item, given)
    target = target_of(item, given)
    if target is None and item.formula_type in TARGET_TYPES:
        rule = item.target_rule or _("chưa giao")
        return Outcome(
            "missing_target", how=_("Chưa có chỉ tiêu của kỳ (%(rule)s)") % {"rule": rule}
        )
    percent = percent_of(given)
    if percent is None:
        return _missing(item)
    how = _percent_in_words(item, given, percent, target)
    if given.numerator == 0 and not given.confirmed_zero:
        asked = Warned("zero_not_confirmed", _("Tử số là 0: đúng là 0? Cần người xác nhận."))
        return Outcome("missing", warnings=(asked,), how=how)
    share = PERCENT_SHARES[item.formula_type](percent, target or Fraction(0), item)
    return Outcome(
        "scored",
        points=share * _max(item),
        met=_is_met(item, percent, target),
        warnings=_percent_warnings(given),
        how=how,
    )


def _zero_denominator(item: Item, given: Given) -> Outcome:
    warnings = _percent_warnings(given)
    if item.zero_denominator == "full":
        how = _("Mẫu số bằng 0: không có trường hợp nào, tính đủ điểm")
        return Outcome("scored", points=_max(item), warnings=warnings, how=how)
    if item.zero_denominator == "zero":
        how = _("Mẫu số bằng 0: bộ chỉ số tính 0 điểm")
        return Outcome("scored", points=Fraction(0), warnings=warnings, how=how)
    return Outcome("not_applicable", warnings=warnings, how=_("Mẫu số bằng 0: không áp dụng"))


def _ratio(percent: Fraction, _target: Fraction, _item: Item) -> Fraction:
    return min(percent / 100, Fraction(1))


def _ratio_capped(percent: Fraction, target: Fraction, _item: Item) -> Fraction:
    return min(percent / target, Fraction(1))


def _threshold(percent: Fraction, target: Fraction, _item: Item) -> Fraction:
    return Fraction(percent >= target)


def _inverse(percent: Fraction, target: Fraction, item: Item) -> Fraction:
    worst = item.params.worst
    assert worst is not None  # noqa: S101 - the loader refuses an inverse item without it
    return min(max((worst - percent) / (worst - target), Fraction(0)), Fraction(1))


def _is_met(item: Item, percent: Fraction, target: Fraction | None) -> bool | None:
    if target is None:
        return None
    return percent <= target if item.formula_type == "inverse" else percent >= target


def _percent_warnings(given: Given) -> tuple[Warned, ...]:
    warnings = []
    numerator, denominator = given.numerator, given.denominator
    if numerator is not None and denominator is not None and numerator > denominator:
        said = _("Tử số lớn hơn mẫu số (%(numerator)s > %(denominator)s).") % {
            "numerator": write_number(numerator),
            "denominator": write_number(denominator),
        }
        if not given.explanation.strip():
            said = f"{said} {_('Phải có giải trình.')}"
        warnings.append(Warned("numerator_larger", said))
    if given.value is not None and 0 < given.value <= 1:
        asked = _("Tỷ lệ nhập là %(value)s %%: đúng là %(value)s %%, hay là %(hundredfold)s %%?")
        numbers = {
            "value": write_number(given.value),
            "hundredfold": write_number(100 * given.value),
        }
        warnings.append(Warned("percent_question", asked % numbers))
    return tuple(warnings)


def _percent_in_words(item: Item, given: Given, percent: Fraction, target: Fraction | None) -> str:
    said = write_percent(percent, target)
    if given.numerator is not None and given.denominator is not None:
        top = f"{write_number(given.numerator)} {item.numerator_unit}".strip()
        bottom = f"{write_number(given.denominator)} {item.denominator_unit}".strip()
        said = f"{top} ÷ {bottom} = {said}"
    if target is not None:
        said += "; " + _("đích %(target)s %%") % {"target": write_number(target)}
    if item.params.worst is not None:
        said += ", " + _("kém nhất %(worst)s %%") % {"worst": write_number(item.params.worst)}
    return said


def _missing(item: Item) -> Outcome:
    needed = [words for words in (item.numerator, item.denominator) if words]
    if not needed:
        return Outcome("missing", how=_("Chưa đủ số liệu"))
    return Outcome(
        "missing", how=_("Chưa đủ số liệu: cần %(needed)s") % {"needed": "; ".join(needed)}
    )


def _bool(item: Item, given: Given) -> Outcome:
    truth = _truth(given)
    if truth is None:
        return _missing(item)
    return Outcome("scored", points=_max(item) * truth, how=_("Có") if truth else _("Không"))


def _truth(given: Given) -> bool | None:
    word = given.level.strip().casefold()
    if given.value is not None and given.value in (0, 1):
        return given.value == 1
    if given.value is None and not word:
        return None
    if given.value is None and word in YES_WORDS | NO_WORDS:
        return word in YES_WORDS
    raise BadValueError(_("Chỉ số này chỉ nhận có hoặc không (1 hoặc 0)."))


def _step(item: Item, given: Given) -> Outcome:
    if not item.params.steps:
        return _level(item, given, Fraction(1))
    if given.value is None:
        return _missing(item)
    reached = [step.points for step in item.params.steps if given.value >= step.at_least]
    how = _("Đạt %(value)s") % {"value": write_number(given.value)}
    return Outcome("scored", points=max(reached, default=Fraction(0)), how=how)


def _factor(item: Item, given: Given) -> Outcome:
    return _level(item, given, _max(item))


def _level(item: Item, given: Given, unit: Fraction) -> Outcome:
    if not given.level.strip():
        return _missing(item)
    level = _find_level(item, given.level)
    return Outcome("scored", points=level.worth * unit, how=level.label)


def _find_level(item: Item, typed: str) -> Level:
    wanted = typed.strip().casefold()
    for level in item.params.levels:
        if wanted in (level.name.casefold(), level.label.casefold()):
            return level
    raise BadValueError(
        _("Không có mức “%(typed)s”; chọn một trong: %(names)s.")
        % {"typed": typed, "names": ", ".join(level.name for level in item.params.levels)}
    )


def _sum_parts(item: Item, given: Given) -> Outcome:
    if not given.parts:
        return _missing(item)
    outcomes = [
        outcome_of(part, part_given or Given())
        for part, part_given in zip(item.params.parts, given.parts, strict=True)
    ]
    warnings = tuple(warning for outcome in outcomes for warning in outcome.warnings)
    how = "; ".join(
        f"{part.name}: {outcome.how}"
        for part, outcome in zip(item.params.parts, outcomes, strict=True)
    )
    points = [outcome.points for outcome in outcomes if outcome.points is not None]
    if len(points) < len(outcomes):
        return Outcome(_unscored_state(outcomes), warnings=warnings, how=how)
    return Outcome("scored", points=sum(points, Fraction(0)), warnings=warnings, how=how)


def _unscored_state(outcomes: list[Outcome]) -> State:
    """A part that does not apply leaves the item missing: no pack says how to share its points."""
    states = {outcome.state for outcome in outcomes}
    if states == {"not_applicable"}:
        return "not_applicable"
    return "missing_target" if "missing_target" in states else "missing"


def _max(item: Item) -> Fraction:
    return Fraction(item.max or 0)


PERCENT_SHARES: dict[str, Callable[[Fraction, Fraction, Item], Fraction]] = {
    "ratio": _ratio,
    "ratio_capped": _ratio_capped,
    "threshold": _threshold,
    "inverse": _inverse,
}
FORMULAS: dict[str, Callable[[Item, Given], Outcome]] = {
    "bool": _bool,
    "role": _factor,
    "step": _step,
    "sum_parts": _sum_parts,
    "manual_level": _factor,
}
