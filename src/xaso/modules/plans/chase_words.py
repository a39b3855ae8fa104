"""What a reminder says, on the screen and as a text to paste."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xaso.core.ui.templatetags.xaso import vn_day
from xaso.lib.dates import TZ, write_date
from xaso.lib.worktime import Step

from .lists import limits
from .models import Reminder


def is_quiet(moment: datetime) -> bool:
    """Over midnight."""
    now = moment.astimezone(TZ).time()
    return now >= _clock(limits().quiet_from) or now < _clock(limits().quiet_to)


def step_words(step: str, due: date, today: date) -> str:
    """What it means today, not what the step is called."""
    left = (due - today).days
    if step == Step.TO_CHAIRMAN:
        return _("Quá hạn %(days)s ngày, báo Chủ tịch") % {"days": -left}
    if left > 0:
        return ngettext("Còn %(days)s ngày", "Còn %(days)s ngày", left) % {"days": left}
    if left == 0:
        return _("Hạn hôm nay")
    if step == Step.EXPLAIN:
        return _("Quá hạn %(days)s ngày, phải giải trình") % {"days": -left}
    return ngettext("Quá hạn %(days)s ngày", "Quá hạn %(days)s ngày", -left) % {"days": -left}


def text_to_paste(name: str, rows: Iterable[Reminder], today: date, office: str) -> str:
    """One message for one person, short enough for one screen of a phone."""
    lines = [
        _("%(office)s nhắc việc ngày %(day)s") % {"office": office, "day": write_date(today)},
        _("Gửi %(name)s:") % {"name": name},
        *(f"- {_line(row, today)}" for row in rows),
        _("Việc đã làm thì nộp kết quả trên Xã Số. Vướng thì báo lại ngay."),
    ]
    return "\n".join(lines)


def _line(row: Reminder, today: date) -> str:
    where = f" ({row.village})" if row.village else ""
    return _("%(when)s: %(what)s%(where)s, hạn %(day)s") % {
        "when": step_words(row.step, row.due_date, today),
        "what": row.task.title,
        "where": where,
        "day": vn_day(row.due_date),
    }


def _clock(text: str) -> time:
    return time.fromisoformat(text)
