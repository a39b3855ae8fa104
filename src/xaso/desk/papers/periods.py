"""The periods papers are made for: how people write them, how rows hold them, the one before."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.figures import Period
from xaso.lib.dates import month_bounds, quarter_bounds, write_date, year_bounds
from xaso.lib.numbers import roman
from xaso.lib.periods import CENTURY

PATTERNS = {
    "month": re.compile(rf"({CENTURY})-(0[1-9]|1[0-2])"),
    "quarter": re.compile(rf"({CENTURY})-Q([1-4])"),
    "half": re.compile(rf"({CENTURY})-H([12])"),
    "year": re.compile(CENTURY),
    "years": re.compile(rf"({CENTURY})-({CENTURY})"),
    "week": re.compile(rf"({CENTURY})-W([0-9]{{2}})"),
    "day": re.compile(rf"{CENTURY}-[0-9]{{2}}-[0-9]{{2}}"),
}
REPORTED = ("month", "quarter", "half", "year")
"""What a report may be about; "any" stands for them."""
ONCE = "once"
"""Of a kind that has no period."""
PLAN_YEARS = 5

PERIOD_WORDS = {
    "month": _("Ghi tháng và năm, ví dụ 10/2026."),
    "quarter": _("Ghi quý và năm, ví dụ quý IV/2026."),
    "half": _("Ghi 6 tháng đầu năm 2026 hoặc 6 tháng cuối năm 2026."),
    "year": _("Ghi năm, ví dụ 2026."),
    "years": _("Ghi năm đầu và năm cuối, ví dụ 2026-2030."),
    "week": _("Ghi kỳ dạng năm-tuần, ví dụ 2026-W48."),
    "day": _("Ghi ngày, ví dụ 30/11/2026."),
    "any": _("Ghi tháng, quý, 6 tháng hoặc năm, ví dụ 10/2026, quý IV/2026, 2026."),
    ONCE: _("Loại này không có kỳ."),
}


def check_period(every: str, period: str) -> None:
    wanted = REPORTED if every == "any" else (every,)
    if every == ONCE and not period:
        return
    if not any(shape in PATTERNS and PATTERNS[shape].fullmatch(period) for shape in wanted):
        raise ValidationError({"period": PERIOD_WORDS[every]})
    bounds(period)


def shape_of(period: str) -> str:
    return next((name for name, each in PATTERNS.items() if each.fullmatch(period)), "")


def period_of(every: str, day: date) -> str:
    """The period of this kind that the day lies in."""
    return PERIOD_OF[every](day)


def _week_of(day: date) -> str:
    year, week, _day = day.isocalendar()
    return f"{year}-W{week:02}"


def _quarter_of(day: date) -> str:
    return f"{day:%Y}-Q{(day.month + 2) // 3}"


PERIOD_OF: dict[str, Callable[[date], str]] = {
    "month": lambda day: f"{day:%Y-%m}",
    "quarter": _quarter_of,
    "half": lambda day: f"{day:%Y}-H{1 if day.month < 7 else 2}",
    "year": lambda day: f"{day:%Y}",
    "years": lambda day: f"{day:%Y}-{day.year + PLAN_YEARS - 1}",
    "week": _week_of,
    "day": lambda day: day.isoformat(),
    "any": _quarter_of,
    ONCE: lambda _day: "",
}


def bounds(period: str) -> Period:
    """First and last day of "2026-10", "2026-Q4", "2026-H2", "2026", "2026-2030", "2026-W48"."""
    shape = shape_of(period)
    if not shape:
        raise ValidationError(_t("Kỳ “%(period)s” không đúng dạng.") % {"period": period})
    found = PATTERNS[shape].fullmatch(period)
    parts = [int(part) for part in found.groups()] if found else []
    return BOUNDS[shape](period, *parts)


def _years(period: str, first: int, last: int) -> Period:
    if last <= first:
        raise ValidationError({"period": PERIOD_WORDS["years"]})
    return Period(date(first, 1, 1), date(last, 12, 31))


def _half(_period: str, year: int, half: int) -> Period:
    return Period(month_bounds(year, 6 * half - 5)[0], month_bounds(year, 6 * half)[1])


def _week(_period: str, year: int, week: int) -> Period:
    try:
        return Period(date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7))
    except ValueError as error:
        raise ValidationError(_t("Năm %(year)d không có tuần %(week)d.") % {
            "year": year, "week": week,
        }) from error  # fmt: skip


def _day(period: str) -> Period:
    try:
        day = date.fromisoformat(period)
    except ValueError as error:
        raise ValidationError({"period": PERIOD_WORDS["day"]}) from error
    return Period(day, day)


BOUNDS: dict[str, Callable[..., Period]] = {
    "month": lambda _period, year, month: Period(*month_bounds(year, month)),
    "quarter": lambda _period, year, quarter: Period(*quarter_bounds(year, quarter)),
    "half": _half,
    "year": lambda period: Period(*year_bounds(int(period))),
    "years": _years,
    "week": _week,
    "day": _day,
}


def before(period: str) -> Period:
    """The period of the same length that ended the day before this one began."""
    last = bounds(period).first - timedelta(days=1)
    return bounds(period_of(shape_of(period), last))


def before_words(period: str) -> str:
    return {
        "month": _t("tháng trước"),
        "quarter": _t("quý trước"),
        "half": _t("6 tháng trước"),
        "year": _t("năm trước"),
    }.get(shape_of(period), _t("kỳ trước"))


def period_words(period: str) -> str:
    """As on paper and on screens: "quý IV năm 2026". Nothing for what has no period."""
    shape = shape_of(period)
    return WORDS[shape](bounds(period)) if shape else ""


def _half_words(days: Period) -> str:
    words = {"year": days.first.year}
    if days.first.month == 1:
        return _t("6 tháng đầu năm %(year)d") % words
    return _t("6 tháng cuối năm %(year)d") % words


WORDS: dict[str, Callable[[Period], str]] = {
    "month": lambda days: _t("tháng %(month)d năm %(year)d") % {
        "month": days.first.month, "year": days.first.year,
    },
    "quarter": lambda days: _t("quý %(quarter)s năm %(year)d") % {
        "quarter": roman(days.last.month // 3), "year": days.first.year,
    },
    "half": _half_words,
    "year": lambda days: _t("năm %(year)s") % {"year": days.first.year},
    "years": lambda days: _t("giai đoạn %(first)d-%(last)d") % {
        "first": days.first.year, "last": days.last.year,
    },
    "week": lambda days: _t("tuần %(week)s/%(year)s") % {
        "week": days.first.isocalendar().week, "year": days.first.isocalendar().year,
    },
    "day": lambda days: _t("ngày %(day)s") % {"day": write_date(days.first)},
}  # fmt: skip


def period_to_type(period: str) -> str:
    """As people write it in the box; `lib.periods.period_typed` reads it back."""
    shape = shape_of(period)
    if shape in {"", "year", "years", "week"}:
        return period
    days = bounds(period)
    if shape == "month":
        return f"{days.first:%m/%Y}"
    if shape == "quarter":
        return _t("quý %(quarter)s/%(year)d") % {
            "quarter": roman(days.last.month // 3), "year": days.first.year,
        }  # fmt: skip
    return write_date(days.first) if shape == "day" else _half_words(days)
