"""What the program must be told in time: next year's calendar, rules nobody has confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.law.bounds import YES_OR_NO, strictest
from xaso.core.law.models import LegalRule
from xaso.core.law.queries import rules_in_force
from xaso.core.worktime.models import CalendarRow

from .finding import Finding, good, notice, problem

FIRST_ASKED_MONTH, LAST_MONTH = 11, 12


def calendar(at: datetime) -> Finding:
    """Deadlines reach into the next year well before it begins."""
    today = timezone.localdate(at)
    next_year = today.year + (today.month >= FIRST_ASKED_MONTH)
    rows = CalendarRow.objects.filter(commune=None, day__year=next_year)
    words = {"year": next_year}
    advice = _("Mở Lịch làm việc, thêm ngày nghỉ lễ và ngày hoán đổi đã công bố, rồi xác nhận.")
    if not rows.exists():
        make = problem if today.month == LAST_MONTH else notice
        return make("calendar", _("Chưa có lịch nghỉ năm %(year)d.") % words, advice)
    if rows.filter(confirmed=False).exists():
        said = _("Lịch nghỉ năm %(year)d còn ngày chưa xác nhận.") % words
        return notice("calendar_unconfirmed", said, advice)
    return good("calendar", _("Lịch nghỉ năm %(year)d đã xác nhận.") % words)


def rules(at: datetime) -> Iterator[Finding]:
    found = list(rules_in_force(timezone.localdate(at)))
    yield from _unreadable(found)
    count = sum(not rule.confirmed for rule in found)
    if count:
        yield notice(
            "rules_unconfirmed",
            _("%(count)d quy định đang dùng chưa ai xác minh.") % {"count": count},
            _("Mở Căn cứ pháp lý → Quy định, đối chiếu văn bản gốc rồi xác nhận."),
        )
    else:
        yield good("rules", _("Mọi quy định đang dùng đã được xác minh."))


def _unreadable(found: list[LegalRule]) -> Iterator[Finding]:
    """The program goes on with the strictest packaged value; somebody must put the rule right."""
    newest = {rule.code: rule for rule in reversed(found)}
    for rule in newest.values():
        if not rule.is_readable:
            yield problem(
                "rule_unreadable",
                _("Quy định “%(subject)s” ghi “%(value)s”, phần mềm không đọc được; %(instead)s.")
                % {"subject": rule.subject, "value": rule.value, "instead": _instead_of(rule)},
                _("Mở Căn cứ pháp lý → Quy định, ghi lại cho đúng rồi xác nhận (%(code)s).")
                % {"code": rule.code},
            )


def _instead_of(rule: LegalRule) -> str:
    if rule.code in YES_OR_NO:
        return _("đang dùng mức chặt nhất: có")
    words = {"number": strictest(rule.code), "unit": rule.unit}
    return _("đang dùng mức chặt nhất: %(number)d %(unit)s") % words
