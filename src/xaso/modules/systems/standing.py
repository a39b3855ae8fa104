"""Where a system stands on a day, as a chip says it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xaso.core.ui.templatetags.xaso import vn_date

from .models import Every, System
from .rhythm import is_late, is_soon


class Standing(NamedTuple):
    state: str
    """A key of core.ui.states."""
    word: str
    tone: str = ""


def standing(system: System, today: date) -> Standing:
    due = system.due_date
    if system.is_stopped:
        return Standing("paused", _("Đã ngừng dùng"))
    if due is None:
        return Standing("todo", _("Không phải trích xuất"))
    if is_late(due, today):
        days = (today - due).days
        said = ngettext("Quá hạn %(days)d ngày", "Quá hạn %(days)d ngày", days) % {"days": days}
        return Standing("late", said, "bad")
    if is_soon(system.every, due, today):
        return Standing("soon", _("Hạn %(day)s") % {"day": vn_date(due)}, "warn")
    done = Every(system.every) != Every.NEVER and system.last_date is not None
    return Standing("done" if done else "todo", _("Hạn %(day)s") % {"day": vn_date(due)})
