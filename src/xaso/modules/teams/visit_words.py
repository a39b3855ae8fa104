"""A visit in the words of its commune."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from xaso.core.residents.languages import language_name
from xaso.lib.dates import write_date

from .codes import ABSENT, DONE, OUTCOME, PLACE, REASON, SERVICE, CodeBook
from .models import Visit, VisitLine


def line_words(line: VisitLine, book: CodeBook) -> str:
    """ "định danh mức 2: chưa xong (không có sóng)"."""
    said = f"{book.label(SERVICE, line.service)}: {book.label(OUTCOME, line.outcome)}"
    return f"{said} ({book.label(REASON, line.reason)})" if line.reason else said


def lines_words(visit: Visit, book: CodeBook) -> str:
    return "; ".join(line_words(line, book) for line in visit.lines.all())


def people_words(visit: Visit) -> str:
    if not visit.people:
        return _("không gặp ai")
    said = _("%(count)d người: %(male)d nam, %(female)d nữ") % {
        "count": visit.people,
        "male": visit.male,
        "female": visit.female,
    }
    ages = (
        (_("dưới 15 tuổi"), visit.under_15),
        (_("15–59 tuổi"), visit.from_15),
        (_("từ 60 tuổi"), visit.from_60),
    )
    known = ", ".join(f"{word}: {count}" for word, count in ages if count)
    return f"{said}; {known}" if known else said


def chip_of(visit: Visit, book: CodeBook) -> tuple[str, str]:
    """State of the visit as a chip: the worst of its lines."""
    outcomes = {line.outcome for line in visit.lines.all()}
    if not visit.counts:
        return "paused", str(capfirst(visit.get_state_display()))
    if outcomes == {ABSENT}:
        return "todo", _("Vắng nhà")
    if outcomes == {DONE}:
        return "done", _("Xong")
    if any((code := book.find(OUTCOME, each)) and code.asks_reason for each in outcomes):
        return "returned", _("Chưa xong")
    return "doing", _("Còn việc")


def facts_of(visit: Visit, book: CodeBook) -> list[tuple[str, str]]:
    rows = [
        (_("Ở đâu"), str(capfirst(book.label(PLACE, visit.place)))),
        (_("Ai được giúp"), people_words(visit)),
        (_("Ai thao tác"), str(capfirst(visit.get_typed_by_display()))),
        (_("Tiếng đã dùng"), language_name(visit.language) if visit.language else ""),
        (_("Số phút"), str(visit.minutes or "")),
        (_("Thủ tục đã nộp"), visit.procedure),
        (_("Mã hồ sơ"), visit.outside_code),
        (_("Kết quả nộp"), _dossier(visit, book)),
        (_("Theo dõi tiếp"), _follow(visit)),
        (_("Ghi chú"), visit.note),
    ]
    return [(name, text) for name, text in rows if text]


def _dossier(visit: Visit, book: CodeBook) -> str:
    said = str(capfirst(visit.get_dossier_result_display()))
    reason = book.label(REASON, visit.dossier_reason)
    return f"{said}: {reason}" if said and reason else said


def _follow(visit: Visit) -> str:
    if visit.follow_date is None:
        return ""
    words = {"who": visit.get_follow_by_display(), "day": write_date(visit.follow_date)}
    said = _("%(who)s, trước ngày %(day)s") % words
    if visit.followed_date is None:
        return said
    done = {"day": write_date(visit.followed_date), "note": visit.followed_note}
    return f"{said}. " + _("Đã theo dõi ngày %(day)s: %(note)s") % done
