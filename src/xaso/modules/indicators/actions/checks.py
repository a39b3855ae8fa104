"""What is refused about a number, in sentences an officer can act on."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xaso.core.units.models import Commune
from xaso.lib.dates import write_date
from xaso.lib.numbers import write_number
from xaso.modules.indicators.definitions import definition_of
from xaso.modules.indicators.packs.value_defs import END_OF_PERIOD, SINCE_NEW_YEAR, ValueDef
from xaso.modules.indicators.queries.values import last_known


def must_be_a_number_of(definition: ValueDef, number: Decimal, *, percent_is_right: bool) -> None:
    said = {"number": write_number(number)}
    if number < 0:
        raise ValidationError({"number": _("%(number)s: số liệu không được âm.") % said})
    if definition.is_whole and number != number.to_integral_value():
        raise ValidationError(
            {"number": _("%(number)s: số đếm phải là số nguyên, không có phần lẻ.") % said}
        )
    if definition.is_percentage and number > 100:
        raise ValidationError(
            {"number": _("%(number)s %%: tỷ lệ phải trong khoảng 0–100 %%.") % said}
        )
    if definition.is_percentage and 0 < number <= 1 and not percent_is_right:
        said["hundredfold"] = write_number(100 * number)
        raise ValidationError(
            {
                "percent_is_right": _(
                    "Đúng là %(number)s %%, hay là %(hundredfold)s %%? "
                    "Nếu đúng là %(number)s %% thì đánh dấu ô này; nếu không thì sửa số."
                )
                % said
            }
        )


def must_fit_the_rule(
    definition: ValueDef, first: date, last: date, as_of: date, today: date
) -> None:
    """A number of a day, of a stretch and of the year so far are three different numbers."""
    if as_of > today:
        raise ValidationError({"as_of": _("Ngày %(day)s chưa tới.") % {"day": write_date(as_of)}})
    if not first <= as_of:
        raise ValidationError({"as_of": _("Số liệu không thể lấy trước khi kỳ bắt đầu.")})
    if definition.period_rule == END_OF_PERIOD:
        if not first == last == as_of:
            raise ValidationError(
                _("“%(name)s” là số cuối kỳ: số của một ngày, không phải số phát sinh trong kỳ.")
                % {"name": definition.name}
            )
    elif definition.period_rule == SINCE_NEW_YEAR:
        if (first.month, first.day) != (1, 1) or first.year != last.year:
            raise ValidationError(
                _("“%(name)s” là số lũy kế: phải tính từ ngày 1/1 của năm.")
                % {"name": definition.name}
            )
    elif first.day != 1 or not (_ends_a_month(last) or last == as_of):
        raise ValidationError(
            _("“%(name)s” là số trong kỳ: từ đầu một tháng đến hết tháng, hoặc đến ngày lấy số.")
            % {"name": definition.name}
        )


def _ends_a_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def must_not_exceed(
    commune: Commune, definition: ValueDef, number: Decimal, village_id: UUID | None
) -> None:
    most = (
        last_known(commune, definition.at_most, village_id=village_id)
        if definition.at_most
        else None
    )
    if most is not None and most.number is not None:
        must_be_at_most(definition, number, most.number, most.as_of)


def must_be_at_most(definition: ValueDef, number: Decimal, most: Decimal, day: date) -> None:
    """More people with an account than people: one of the two numbers is wrong."""
    limit = definition_of(definition.at_most)
    if limit is None or number <= most:
        return
    raise ValidationError(
        {
            "number": _(
                "%(number)s lớn hơn %(limit)s là %(most)s (tính đến %(day)s). "
                "Kiểm tra lại cả hai số."
            )
            % {
                "number": write_number(number),
                "limit": limit.name,
                "most": write_number(most),
                "day": write_date(day),
            }
        }
    )


def asks_why(counted: tuple[Decimal, date | None], as_of: date) -> str:
    number, day = counted
    return _(
        "Phần mềm đếm được %(counted)s (tính đến %(day)s). Muốn ghi số khác thì nêu lý do."
    ) % {"counted": write_number(number), "day": write_date(day or as_of)}


def must_be_zero_only(number: Decimal | None, *, confirmed_zero: bool) -> None:
    if confirmed_zero and number != 0:
        raise ValidationError({"confirmed_zero": _("Chỉ xác nhận “đúng là 0” khi số là 0.")})
