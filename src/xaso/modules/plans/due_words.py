"""A due date as people say it: "Thứ Sáu 15/3 (còn 4 ngày làm việc)"."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xaso.core.ui.templatetags.xaso import vn_day
from xaso.lib.worktime import Calendar


def due_in_words(due: date | None, today: date, calendar: Calendar) -> str:
    """Empty without a date. Late days are calendar days, as everywhere."""
    if due is None:
        return ""
    return _("%(day)s (%(left)s)") % {"day": vn_day(due), "left": _left(due, today, calendar)}


def off_day_warning(due: date | None, calendar: Calendar) -> str:
    """Said once, when the date is typed."""
    if due is None or calendar.is_working_day(due):
        return ""
    return _("Hạn rơi vào ngày nghỉ: %(day)s.") % {"day": vn_day(due)}


def _left(due: date, today: date, calendar: Calendar) -> str:
    if due == today:
        return _("hôm nay")
    if due < today:
        days = (today - due).days
        return ngettext("quá %(days)s ngày", "quá %(days)s ngày", days) % {"days": days}
    days = calendar.working_days_between(today, due)
    if days == 0:
        return _("ngày nghỉ, không còn ngày làm việc nào")
    return ngettext("còn %(days)s ngày làm việc", "còn %(days)s ngày làm việc", days) % {
        "days": days
    }
