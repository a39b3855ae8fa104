"""Numbers of a file as its page tells them: what stands, what would stand, what is odd."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from xaso.lib.dates import write_date
from xaso.lib.numbers import write_number
from xaso.modules.systems.exports.reading_way import HOW_WORDS, ONE_CELL, ROWS, ROWS_WITH, Rule
from xaso.modules.systems.queries.importing import Line, Place

SHOWN_NAMES = 12
ORDER = {"bad": 0, "warn": 1, "new": 2, "same": 3}


@dataclass(frozen=True)
class PlaceShown:
    where: str
    old: str
    old_day: str
    new: str
    change: str
    """ "+3 %"; empty where there is nothing to compare with."""
    tone: str
    """bad: not taken, warn: look at it, new: taken, same: nothing to do."""
    notes: tuple[str, ...]


@dataclass(frozen=True)
class LineShown:
    line: Line
    name: str
    how: str
    places: tuple[PlaceShown, ...]
    total: str
    """Of the villages; empty for a number of the whole commune."""
    silent: str
    zeros: str
    """Where a 0 would stand."""
    is_chosen: bool
    says_zero: bool
    says_share: bool

    @property
    def taken(self) -> int:
        return len(self.line.takeable)


def line_shown(
    line: Line, *, take: Collection[str], zeros: Collection[str], shares: Collection[str]
) -> LineShown:
    code, unit = line.kind.code, line.kind.unit
    places = [_place(place) for place in line.places]
    return LineShown(
        line=line,
        name=f"{capfirst(line.kind.name)} ({unit})" if unit else capfirst(line.kind.name),
        how=_how(line),
        places=tuple(sorted(places, key=lambda each: ORDER[each.tone])),
        total=write_number(line.known_sum) if line.is_by_village and line.places else "",
        silent=_names([village.name for village in line.silent]),
        zeros=_names([_where(place) for place in line.zeros]),
        is_chosen=bool(line.takeable) and code in take,
        says_zero=code in zeros,
        says_share=code in shares,
    )


def how_words(rule: Rule) -> str:
    """ "đếm dòng có chữ “Đúng hạn” ở cột “Tình trạng”"."""
    said = str(dict(HOW_WORDS)[rule.how])
    words = ", ".join(rule.words) or rule.label
    if rule.how == ROWS:
        return said
    if rule.how in (ROWS_WITH, ONE_CELL):
        template = (
            _("%(how)s “%(words)s” ở cột “%(column)s”")
            if rule.how == ROWS_WITH
            else _("%(how)s: dòng “%(words)s”, cột “%(column)s”")
        )
        return template % {"how": said, "words": words, "column": rule.column}
    return _("%(how)s “%(column)s”") % {"how": said, "column": rule.column}


def _how(line: Line) -> str:
    whole, said = line.counted.whole, how_words(line.counted.rule)
    parts = [said, _("%(rows)d dòng") % {"rows": whole.rows}]
    if whole.blanks:
        parts.append(_("%(count)d ô trống, không tính là 0") % {"count": whole.blanks})
    return " · ".join(parts)


def _place(place: Place) -> PlaceShown:
    judged = place.judged
    notes = [judged.refusal] if judged.refusal else []
    if place.unread:
        notes.append(_("%(count)d ô không đọc được") % {"count": place.unread})
    if place.names:
        notes.append(_("Cộng từ các tên: %(names)s") % {"names": ", ".join(place.names)})
    if judged.counted is not None:
        notes.append(_("Phần mềm đếm được %(n)s") % {"n": write_number(judged.counted)})
    if judged.asks_percent:
        notes.append(judged.asks_percent)
    if judged.asks_zero:
        notes.append(_("Là 0: cần xác nhận"))
    if place.has_fallen:
        notes.append(_("Giảm hơn 30 %"))
    return PlaceShown(
        where=_where(place),
        old="" if judged.old is None else write_number(judged.old),
        old_day=write_date(judged.old_last) if judged.old_last else "",
        new=write_number(judged.asked.number),
        change=_change(judged.change_percent),
        tone=_tone(place, has_notes=bool(notes)),
        notes=tuple(notes),
    )


def _tone(place: Place, *, has_notes: bool) -> str:
    if place.judged.refusal or place.unread:
        return "bad"
    if place.judged.change == "same":
        return "same"
    return "warn" if has_notes else "new"


def _change(percent: Decimal | None) -> str:
    if percent is None:
        return ""
    sign = "+" if percent > 0 else "\u2212" if percent < 0 else ""
    return f"{sign}{write_number(abs(percent), 1)} %"


def _where(place: Place) -> str:
    return place.village.name if place.village else _("Cả xã")


def _names(names: list[str]) -> str:
    shown = ", ".join(names[:SHOWN_NAMES])
    more = len(names) - SHOWN_NAMES
    return (
        _("%(names)s và %(more)d thôn nữa") % {"names": shown, "more": more} if more > 0 else shown
    )
