"""What a visit says of one service, and what it must say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from .codes import OUTCOME, REASON, SERVICE, CodeBook

MOST_LINES = 5


@dataclass(frozen=True)
class Line:
    service: str
    outcome: str
    reason: str = ""


@dataclass(frozen=True)
class Trouble:
    place: int
    """Of the line, counted from 0."""
    field: str
    """service, outcome or reason."""
    text: str


def trouble_of(lines: Sequence[Line], book: CodeBook, day: date) -> list[Trouble]:
    """The codes of the day, each service once, and a reason where the outcome asks for one."""
    found = []
    for place, line in enumerate(lines):
        seen = {each.service for each in lines[:place]}
        found += [Trouble(place, *said) for said in _said_of(line, seen, book, day)]
    return found


def _said_of(line: Line, seen: set[str], book: CodeBook, day: date) -> Iterable[tuple[str, str]]:
    asked = ((SERVICE, "service"), (OUTCOME, "outcome"), (REASON, "reason"))
    for which, name in asked:
        code = getattr(line, name)
        known = book.find(which, code)
        if code and (known is None or not known.is_used_on(day)):
            yield name, _("Mã này không có trong danh mục của ngày ấy. Chọn lại.")
    if line.service in seen:
        yield "service", _("Nội dung này đã ghi ở trên. Mỗi nội dung một dòng.")
    outcome = book.find(OUTCOME, line.outcome)
    if not line.outcome:
        yield "outcome", _("Chọn kết quả.")
    elif outcome and outcome.asks_reason and not line.reason:
        yield (
            "reason",
            _("Kết quả là “%(outcome)s” thì phải chọn lý do.") % {"outcome": outcome.label},
        )
