"""A schedule as one says it: "0 2 * * *" is "mỗi ngày lúc 02:00"."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WEEKDAYS = {
    "0": gettext_lazy("Chủ nhật"),
    "1": gettext_lazy("thứ Hai"),
    "2": gettext_lazy("thứ Ba"),
    "3": gettext_lazy("thứ Tư"),
    "4": gettext_lazy("thứ Năm"),
    "5": gettext_lazy("thứ Sáu"),
    "6": gettext_lazy("thứ Bảy"),
    "7": gettext_lazy("Chủ nhật"),
}
STEP = re.compile(r"\*/(\d+)")
NUMBER = re.compile(r"\d+")
SPAN = re.compile(r"([0-7])-([0-7])")


def in_words(cron: str) -> str:
    """A shape nobody has used yet is shown as it is written."""
    minute, hour, day, month, weekday = cron.split()
    if (day, month, weekday) == ("*", "*", "*") and hour == "*":
        return _within_the_hour(minute) or cron
    if (day, month, weekday) == ("*", "*", "*") and STEP.fullmatch(hour):
        return _("%(count)s giờ một lần") % {"count": hour.removeprefix("*/")}
    days, time = _days(day, month, weekday), _time(minute, hour)
    return _("%(days)s lúc %(time)s") % {"days": days, "time": time} if days and time else cron


def _within_the_hour(minute: str) -> str:
    step = STEP.fullmatch(minute)
    if minute == "*" or (step and step[1] == "1"):
        return _("mỗi phút một lần")
    if step:
        return _("%(count)s phút một lần") % {"count": step[1]}
    if NUMBER.fullmatch(minute):
        return _("mỗi giờ một lần, vào phút %(minute)s") % {"minute": minute.zfill(2)}
    return ""


def _days(day: str, month: str, weekday: str) -> str:
    if month != "*":
        return _days_of_months(day, month) if weekday == "*" else ""
    if day != "*" and weekday != "*":
        return ""
    if NUMBER.fullmatch(day):
        return _("ngày %(day)s hằng tháng") % {"day": day}
    if day != "*":
        return ""
    return _("mỗi ngày") if weekday == "*" else _weekdays(weekday)


def _days_of_months(day: str, month: str) -> str:
    months = month.split(",")
    if not all(NUMBER.fullmatch(part) for part in (day, *months)):
        return ""
    if len(months) == 1:
        return _("ngày %(day)s/%(month)s hằng năm") % {"day": day, "month": month}
    return _("ngày %(day)s các tháng %(months)s") % {"day": day, "months": ", ".join(months)}


def _weekdays(weekday: str) -> str:
    span = SPAN.fullmatch(weekday)
    if span:
        ends = {"first": WEEKDAYS[span[1]], "last": WEEKDAYS[span[2]]}
        return _("%(first)s đến %(last)s hằng tuần") % ends
    if weekday in WEEKDAYS:
        return _("%(day)s hằng tuần") % {"day": WEEKDAYS[weekday]}
    return ""


def _time(minute: str, hour: str) -> str:
    hours = hour.split(",")
    if not NUMBER.fullmatch(minute) or not all(NUMBER.fullmatch(part) for part in hours):
        return ""
    return _(" và ").join(f"{part.zfill(2)}:{minute.zfill(2)}" for part in hours)
