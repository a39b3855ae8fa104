"""The stretches a number "trong kỳ" may be of, the likeliest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from xaso.lib.dates import month_bounds
from xaso.modules.indicators.periods import NamedPeriod, month_period, read_period, year_period


@dataclass(frozen=True)
class Stretch:
    code: str
    label: str
    first: date
    last: date


def stretches(today: date) -> list[Stretch]:
    """The year so far, this year's months and quarters, the last year."""
    months = [month_period(today.year, month) for month in range(today.month, 0, -1)]
    quarters = [read_period(f"{today.year}-q{q}") for q in range((today.month + 2) // 3, 0, -1)]
    named = [*months, *(q for q in quarters if q), year_period(today.year - 1)]
    last_december = [month_period(today.year - 1, 12)] if today.month == 1 else []
    return [*_so_far(today), *(_of(period, today) for period in [*named, *last_december])]


def _so_far(today: date) -> list[Stretch]:
    """Up to the end of the last whole month, and up to today."""
    first = date(today.year, 1, 1)
    found = [_stretch(_("Từ 1/1 đến hôm nay"), first, today)]
    if today.month > 1:
        words = _("Từ 1/1 đến hết tháng %(month)s") % {"month": today.month - 1}
        found.insert(0, _stretch(words, first, month_bounds(today.year, today.month - 1)[1]))
    return found


def _of(period: NamedPeriod, today: date) -> Stretch:
    if today not in period or today == period.last:
        return _stretch(period.label, period.first, period.last)
    words = _("%(period)s, đến hôm nay") % {"period": period.label}
    return _stretch(words, period.first, today)


def _stretch(label: str, first: date, last: date) -> Stretch:
    return Stretch(f"{first}..{last}", label, first, last)
