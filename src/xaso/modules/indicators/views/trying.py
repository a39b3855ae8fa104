"""What-if: other numbers in the boxes, nothing written anywhere."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from xaso.lib.numbers import read_number, write_number
from xaso.modules.indicators.queries.assessment import ItemRow
from xaso.modules.indicators.scoring.given import BadValueError, Given
from xaso.modules.indicators.scoring.pack import PERCENT_TYPES, Item
from xaso.modules.indicators.scoring.what_if import Gain, smallest_gain, what_if


@dataclass(frozen=True)
class Trial:
    numerator: str
    denominator: str
    said: str = ""
    """What the tried numbers would give."""
    trouble: str = ""
    full: str = ""
    """The fewest things more for full marks, with the evidence they need."""
    points: str = ""
    wanted: str = ""
    """The fewest things more for the points asked for."""


def try_numbers(row: ItemRow, numerator: str, denominator: str, points: str = "") -> Trial | None:
    """None where nothing is counted. Boxes start with what there is now."""
    item, given = row.item, row.given
    if item.formula_type not in PERCENT_TYPES or not item.den_def:
        return None
    trial = Trial(
        numerator or _written(given.numerator),
        denominator or _written(given.denominator),
        full=_full(item, given),
        points=points,
        wanted=_for_points(item, given, points),
    )
    if not numerator and not denominator:
        return trial
    said, trouble = _tried(item, given, trial.numerator, trial.denominator)
    return replace(trial, said=said, trouble=trouble)


def _for_points(item: Item, given: Given, typed: str) -> str:
    """The smallest whole number that gains at least so many points, in exact arithmetic."""
    if not typed.strip():
        return ""
    try:
        points = read_number(typed)
    except ValueError:
        return _("Ghi số điểm muốn thêm, ví dụ 5.")
    try:
        gain = smallest_gain(item, given, points) if points > 0 else None
    except BadValueError as error:
        return str(error.message)
    if gain is None:
        return _("Không thể thêm %(points)s điểm ở chỉ số này.") % {"points": typed.strip()}
    return gain_in_words(item, gain)


def _tried(item: Item, given: Given, numerator: str, denominator: str) -> tuple[str, str]:
    try:
        top, bottom = (_whole(text) for text in (numerator, denominator))
        change = what_if(item, given, numerator=top, denominator=bottom)
    except (ValueError, BadValueError) as error:
        return "", str(getattr(error, "message", "")) or _("Nhập số nguyên, ví dụ 1.234.")
    said = change.after.explanation
    if change.delta is not None and change.delta:
        words = {"points": write_number(abs(change.delta), 2)}
        more = _("nhiều hơn %(points)s điểm") if change.delta > 0 else _("ít hơn %(points)s điểm")
        return f"{said} ({more % words})", ""
    return said, ""


def _full(item: Item, given: Given) -> str:
    try:
        gain = smallest_gain(item, given)
    except BadValueError:
        return ""
    return gain_in_words(item, gain) if gain else ""


def gain_in_words(item: Item, gain: Gain) -> str:
    words = {
        "count": write_number(gain.missing),
        "unit": item.numerator_unit,
        "points": write_number(gain.points, 2),
    }
    if item.formula_type == "inverse":
        return _("Bớt %(count)s %(unit)s nữa thì được thêm %(points)s điểm") % words
    return _("Thêm %(count)s %(unit)s nữa thì được thêm %(points)s điểm") % words


def _whole(text: str) -> int:
    number = read_number(text)
    if number != number.to_integral_value() or number < 0:
        raise ValueError(text)
    return int(number)


def _written(number: object) -> str:
    return "" if number is None else write_number(number)  # type: ignore[arg-type]
