"""The periods people speak of, as they stand in addresses: 2026, 2026-q4, 2026-11."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from xaso.core.figures import Period
from xaso.lib.dates import month_bounds, quarter_bounds, year_bounds
from xaso.lib.periods import CODE


@dataclass(frozen=True)
class NamedPeriod(Period):
    code: str
    label: str

    @property
    def plain(self) -> Period:
        return Period(self.first, self.last)


def read_period(code: str) -> NamedPeriod | None:
    match = CODE.fullmatch(code)
    if not match:
        return None
    year = int(match["year"])
    if match["month"]:
        return month_period(year, int(match["month"]))
    if match["quarter"]:
        quarter = int(match["quarter"])
        words = _("Quý %(quarter)s/%(year)s") % {"quarter": quarter, "year": year}
        return NamedPeriod(*quarter_bounds(year, quarter), code, words)
    return year_period(year)


def year_period(year: int) -> NamedPeriod:
    return NamedPeriod(*year_bounds(year), str(year), _("Năm %(year)s") % {"year": year})


def month_period(year: int, month: int) -> NamedPeriod:
    words = _("Tháng %(month)s/%(year)s") % {"month": month, "year": year}
    return NamedPeriod(*month_bounds(year, month), f"{year}-{month:02}", words)


def code_of(period: Period) -> str:
    """The code of a whole month, quarter or year; otherwise its two days."""
    year = period.first.year
    candidates = [year_period(year), month_period(year, period.first.month)]
    candidates += [found for q in range(1, 5) if (found := read_period(f"{year}-q{q}"))]
    for named in candidates:
        if named.plain == Period(period.first, period.last):
            return named.code
    return f"{period.first}..{period.last}"
