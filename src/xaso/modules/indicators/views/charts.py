from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from xaso.core.figures import Period
from xaso.core.ui.charts import Chart, Point, trend
from xaso.lib.text import unit_in_a_sentence
from xaso.modules.indicators.models import Value
from xaso.modules.indicators.queries.assessment import ItemRow
from xaso.modules.indicators.queries.history import month_ends, number_on
from xaso.modules.indicators.queries.targets import TargetState
from xaso.modules.indicators.queries.value_now import ValueNow
from xaso.modules.indicators.scoring.given import target_of
from xaso.modules.indicators.scoring.numbers import round_half_up


def trend_of(now: ValueNow, rows: Sequence[Value], period: Period, today: date) -> Chart | None:
    """The last point is the number that counts now. One point alone is no way."""
    days = month_ends(period, today)
    numbers = [number_on(now, rows, day) for day in days]
    if today in period and days:
        numbers[-1] = now.number
    if sum(number is not None for number in numbers) < 2:
        return None
    points = [Point(f"{day.month}/{day.year}", n) for day, n in zip(days, numbers, strict=True)]
    return trend(
        _("Qua các tháng"), points, unit=now.definition.unit, note=_("Số vào cuối mỗi tháng")
    )


def target_chart(
    state: TargetState, days: Sequence[date], numbers: Sequence[Fraction | None]
) -> Chart | None:
    if sum(number is not None for number in numbers) < 2:
        return None
    points = [
        Point(f"{day.month}/{day.year}", None if n is None else round_half_up(n, 2))
        for day, n in zip(days, numbers, strict=True)
    ]
    unit = unit_in_a_sentence(state.target.unit)
    return trend(_("Qua các tháng"), points, goal=state.target.target, unit=unit)


def item_chart(row: ItemRow, rows: Sequence[Value], period: Period, today: date) -> Chart | None:
    """The share in % at the end of each month, with the target as a line."""
    numbers = (row.numerator, row.denominator)
    if row.numerator is None or row.denominator is None:
        return None
    days = month_ends(period, today)
    points = []
    for day in days:
        top, bottom = (
            number_on(now, [each for each in rows if each.code == now.code], day)
            for now in numbers
            if now is not None
        )
        share = None if top is None or not bottom else 100 * Fraction(top) / Fraction(bottom)
        points.append(
            Point(f"{day.month}/{day.year}", None if share is None else round_half_up(share, 1))
        )
    if sum(point.value is not None for point in points) < 2:
        return None
    return trend(_("Qua các tháng"), points, goal=target_of(row.item, row.given), unit="%")
