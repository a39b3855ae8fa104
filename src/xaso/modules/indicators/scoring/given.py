"""What a person, a file or another module gave for one item, and what is refused about it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xaso.lib.numbers import write_number
from xaso.modules.indicators.scoring.pack import PERCENT_TYPES, TARGET_TYPES, Item

EXACT = ("numerator", "denominator", "value", "target", "population")


class BadValueError(ValidationError):
    """A value an officer must correct; `.message` says which and why."""


@dataclass(frozen=True, slots=True)
class Given:
    """Percentages are in %: 80 means 80 %. `target` wins over the default target of the item."""

    numerator: Fraction | None = None
    denominator: Fraction | None = None
    value: Fraction | None = None
    level: str = ""
    parts: tuple["Given | None", ...] = ()
    target: Fraction | None = None
    confirmed_zero: bool = False
    not_applicable: bool = False
    explanation: str = ""
    population: Fraction | None = None
    numerator_period: str = ""
    denominator_period: str = ""

    def __post_init__(self) -> None:
        for name in EXACT:
            number = getattr(self, name)
            if number is not None:
                object.__setattr__(self, name, _exact(number))


def check_given(item: Item, given: Given) -> None:
    """Raise BadValueError, naming what is wrong. Silence means it may be scored or is missing."""
    for problem in _problems(item, given):
        raise BadValueError(problem)


def target_of(item: Item, given: Given) -> Fraction | None:
    return item.target if given.target is None else given.target


def percent_of(given: Given) -> Fraction | None:
    """x in %, never rounded. A denominator of 0 must be handled before."""
    if given.numerator is not None and given.denominator:
        return 100 * given.numerator / given.denominator
    return given.value


def with_numerator(given: Given, numerator: int) -> Given:
    return replace(given, numerator=Fraction(numerator), confirmed_zero=True)


def _exact(number: Fraction | Decimal | int) -> Fraction:
    """A binary fraction must never get in: 0.1 would already be another number."""
    if not isinstance(number, Fraction | Decimal | int):
        raise TypeError("Scoring takes exact numbers only.")
    return Fraction(number)


def _problems(item: Item, given: Given) -> Iterator[str]:
    if given.not_applicable and not given.explanation.strip():
        yield _("Chọn “không áp dụng” thì phải ghi giải trình.")
    if item.formula_type in PERCENT_TYPES:
        yield from _count_problems(item, given)
        yield from _percent_problems(item, given)
    elif given.value is not None and given.value < 0:
        yield _("Số liệu không được âm.")
    if item.formula_type == "sum_parts":
        yield from _part_problems(item, given)
    if item.formula_type == "manual_level" and given.level and not given.explanation.strip():
        yield _("Mức do hội đồng chọn phải có giải trình.")


def _count_problems(item: Item, given: Given) -> Iterator[str]:
    counts = (
        (_("Tử số"), given.numerator, item.numerator_whole),
        (_("Mẫu số"), given.denominator, item.denominator_whole),
    )
    for word, count, must_be_whole in counts:
        if count is None:
            continue
        said = {"word": word, "number": write_number(count)}
        if count < 0:
            yield _("%(word)s là %(number)s: không được âm.") % said
        elif must_be_whole and count.denominator != 1:
            yield _("%(word)s là %(number)s: số đếm phải là số nguyên.") % said
        elif given.population is not None and count > given.population:
            said["population"] = write_number(given.population)
            yield _("%(word)s là %(number)s: lớn hơn dân số %(population)s.") % said
    yield from _period_problems(item, given)


def _period_problems(item: Item, given: Given) -> Iterator[str]:
    pairs = (
        (given.numerator_period, item.numerator_period),
        (given.denominator_period, item.denominator_period),
    )
    for has, demanded in pairs:
        if has and demanded and has != demanded:
            yield _("Số liệu “%(has)s” không dùng cho chỉ số cần số “%(demanded)s”.") % {
                "has": has,
                "demanded": demanded,
            }


def _percent_problems(item: Item, given: Given) -> Iterator[str]:
    if given.value is not None:
        if given.numerator is not None or given.denominator is not None:
            yield _("Điền tử số và mẫu số, hoặc chỉ điền tỷ lệ; không điền cả hai.")
        elif not 0 <= given.value <= 100:
            yield _("Tỷ lệ %(value)s %% phải trong khoảng 0–100 %%.") % {
                "value": write_number(given.value)
            }
    target = target_of(item, given)
    if target is None or item.formula_type not in TARGET_TYPES:
        return
    if item.formula_type != "inverse" and target <= 0:
        yield _("Chỉ tiêu phải lớn hơn 0 %.")
    if item.params.worst is not None and not 0 <= target < item.params.worst:
        yield _("Chỉ tiêu %(target)s %% phải nhỏ hơn mức kém nhất %(worst)s %%.") % {
            "target": write_number(target),
            "worst": write_number(item.params.worst),
        }


def _part_problems(item: Item, given: Given) -> Iterator[str]:
    expected = len(item.params.parts)
    if given.parts and len(given.parts) != expected:
        yield _("Chỉ số có %(expected)d phần nhưng nhận được %(found)d.") % {
            "expected": expected,
            "found": len(given.parts),
        }
        return
    for part, part_given in zip(item.params.parts, given.parts, strict=False):
        if part_given is not None:
            for problem in _problems(part, part_given):
                yield f"{part.name}: {problem}"
