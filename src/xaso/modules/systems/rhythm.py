"""How often numbers must be taken out of a system. Pure: days in, days out; no working days, no clock.

A week is seven days after the last export. A month, quarter or year is owed by the fifth day after it
has ended, because that is when its numbers are whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from xaso.lib.dates import month_bounds, quarter_bounds, year_bounds
from xaso.lib.periods import CODE, period_bounds

from .models import Every

WEEK_DAYS = 7
DAYS_AFTER = 5
"""So many days after its end the numbers of a period must be here."""
SOON_DAYS = 7
WEEK_SOON_DAYS = 2
MOST_OFFERED = 4


@dataclass(frozen=True)
class Taken:
    """One export that counts: the day, and for which period where the person said so."""

    day: date
    period: str = ""


def next_due(every: str, since: date, taken: Iterable[Taken]) -> date | None:
    """The last day on which the next export is still in time; None where none is asked for. Nothing
    is owed for a time before `since`."""
    exports = list(taken)
    if every == Every.NEVER:
        return None
    if every == Every.WEEK:
        last = max([since, *(each.day for each in exports)])
        return last + timedelta(days=WEEK_DAYS)
    owed = max([since, *(covers_to(every, each) + timedelta(days=1) for each in exports)])
    return bounds_of(every, owed)[1] + timedelta(days=DAYS_AFTER)


def covers_to(every: str, taken: Taken) -> date:
    """The last day whose numbers have been taken out. Without a period it is the one before the day:
    on 3 November people take out October."""
    said = period_bounds(taken.period)
    if said is not None:
        return said[1]
    return bounds_of(every, taken.day)[0] - timedelta(days=1)


def bounds_of(every: str, day: date) -> tuple[date, date]:
    """The month, quarter or year the day lies in."""
    if every == Every.MONTH:
        return month_bounds(day.year, day.month)
    if every == Every.QUARTER:
        return quarter_bounds(day.year, (day.month + 2) // 3)
    return year_bounds(day.year)


def period_code(every: str, day: date) -> str:
    """Of the month, quarter or year the day lies in."""
    if every == Every.MONTH:
        return f"{day.year}-{day.month:02}"
    if every == Every.QUARTER:
        return f"{day.year}-q{(day.month + 2) // 3}"
    return str(day.year)


def period_words(code: str) -> str:
    match = CODE.fullmatch(code)
    if match is None:
        return code
    year, quarter, month = match.groups()
    if quarter:
        return _("quý %(quarter)s/%(year)s") % {"quarter": quarter, "year": year}
    if month:
        return _("tháng %(month)s/%(year)s") % {"month": int(month), "year": year}
    return _("năm %(year)s") % {"year": year}


def periods_offered(every: str, today: date) -> list[str]:
    """Codes to choose from: the running period last, the one that has just ended first."""
    if every not in (Every.MONTH, Every.QUARTER, Every.YEAR):
        return []
    first, _last = bounds_of(every, today)
    ended = []
    day = first
    for _time in range(MOST_OFFERED - 1):
        day = bounds_of(every, day - timedelta(days=1))[0]
        ended.append(period_code(every, day))
    return [*ended, period_code(every, first)]


def is_late(due: date | None, today: date) -> bool:
    return due is not None and due < today


def is_soon(every: str, due: date | None, today: date) -> bool:
    days = WEEK_SOON_DAYS if every == Every.WEEK else SOON_DAYS
    return due is not None and today <= due <= today + timedelta(days=days)
