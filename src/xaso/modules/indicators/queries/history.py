"""How a number came to where it is, month by month; a month without a number is a gap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from xaso.core.figures import Period
from xaso.lib.dates import month_bounds
from xaso.modules.indicators.models import Value

from .typed import taken
from .value_now import ValueNow, choose


def month_ends(period: Period, today: date) -> list[date]:
    """The last day of each month of the period; the running month ends today."""
    last = min(period.last, today)
    days = []
    year, month = period.first.year, period.first.month
    while date(year, month, 1) <= last:
        days.append(min(month_bounds(year, month)[1], last))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return days


def number_on(now: ValueNow, rows: Sequence[Value], day: date) -> Decimal | None:
    """What was typed by that day, for the commune or by all of its villages."""
    until = Period(date(day.year, 1, 1), day)
    villages = [part.village for part in now.villages]
    if not villages:
        found = taken([row for row in rows if row.village_id is None], now.definition, until)
        return found.number if found else None
    return choose(now.definition, until, rows=rows, figures=(), villages=villages).number
