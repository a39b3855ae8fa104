"""Which days the numbers of a file may be of, and which are proposed."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from xaso.lib.dates import write_date
from xaso.modules.indicators.public import Stretch, stretches
from xaso.modules.systems.chosen import ChosenDays
from xaso.modules.systems.exports.days import Days
from xaso.modules.systems.models import Every
from xaso.modules.systems.rhythm import bounds_of, period_code

WHOLE = (Every.MONTH, Every.QUARTER, Every.YEAR)


def stretches_for(proposed: ChosenDays, today: date) -> list[Stretch]:
    """Those of a typed number, and what is proposed."""
    offered = stretches(today)
    code = f"{proposed.first}..{proposed.last}"
    if any(each.code == code for each in offered):
        return offered
    words = _("Từ %(first)s đến %(last)s") % {
        "first": write_date(proposed.first),
        "last": write_date(proposed.last),
    }
    return [Stretch(code, words, proposed.first, proposed.last), *offered]


def proposed_days(said: Days | None, every: str, today: date) -> ChosenDays:
    """What the file says; else the whole month (quarter, year) that has just ended, and today."""
    if said is not None and said.first < said.last:
        return ChosenDays(said.first, said.last, said.last)
    rhythm = every if every in WHOLE else Every.MONTH
    as_of = said.last if said else today
    first, last = bounds_of(rhythm, as_of)
    if last > as_of:
        first, last = bounds_of(rhythm, first - timedelta(days=1))
    return ChosenDays(first, last, as_of)


def export_period(days: ChosenDays, every: str, *, has_stretch: bool) -> str:
    """The code of the period the export counts for; empty where the days are of none."""
    if has_stretch:
        stretch = (days.first, days.last)
        whole = (each for each in WHOLE if bounds_of(each, days.first) == stretch)
        return next((period_code(each, days.first) for each in whole), "")
    is_whole = every in WHOLE and bounds_of(every, days.as_of)[1] == days.as_of
    return period_code(every, days.as_of) if is_whole else ""
