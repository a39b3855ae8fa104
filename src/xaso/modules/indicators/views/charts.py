from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from xaso.core.figures import Period
from xaso.core.ui.charts import Chart, Point, trend
from xaso.modules.indicators.models import Value
from xaso.modules.indicators.queries.history import month_ends, number_on
from xaso.modules.indicators.queries.value_now import ValueNow


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
