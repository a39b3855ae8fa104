"""A visit in one line, as it stands on the paper sheet or comes as a message: `24 1x 5c4 0/1 #GP-012 10p`.

Day, then what was done (number of the service, letter of the outcome, number of the reason), then men/women,
household, minutes, part of the day, place, and after a dash a note. Without a day it is that of the line
above. Numbers and letters are those of `Keys`, printed on the sheet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from string import ascii_lowercase
from typing import Any

from django.utils.translation import gettext as _

from xaso.lib.dates import read_date

from .codes import OUTCOME, PLACE, REASON, SERVICE, CodeBook

LETTERS = {
    "XONG": "x", "XONG_MOT_PHAN": "m", "CHUA_XONG": "c", "HEN_LAI": "h", "CHUYEN": "g",
    "TU_CHOI": "t", "VANG": "v",
}  # fmt: skip
PARTS = {"s": "sang", "c": "chieu", "t": "toi", "sang": "sang", "chieu": "chieu", "toi": "toi"}
USUAL_PLACE, USUAL_PART = "NHA", "sang"
DAY = re.compile(r"\d{1,2}(?:[/.]\d{1,2}(?P<year>[/.](?:\d{4}|\d{2}))?)?")
DONE = re.compile(r"(\d{1,2})([a-z])(\d{1,2})?")
PEOPLE = re.compile(r"(\d{1,3})/(\d{1,3})")
OF_MINUTES = "p"
TAKEN = {*LETTERS.values(), OF_MINUTES}
MINUTES = re.compile(r"(\d{1,3})p")
MOST_DAYS_BACK = 31


class NotRead(ValueError):
    """The sentence says which part of the line is not understood."""


@dataclass(frozen=True)
class Keys:
    """What the numbers and letters of the sheet stand for. A code keeps its number for good."""

    services: Mapping[str, str]
    outcomes: Mapping[str, str]
    reasons: Mapping[str, str]
    places: Mapping[str, str]

    @classmethod
    def of(cls, book: CodeBook) -> Keys:
        return cls(
            services=_numbered(book, SERVICE),
            outcomes=_lettered(book),
            reasons=_numbered(book, REASON),
            places={code.lower(): code for code in book.lists.get(PLACE, {})},
        )


def read_visit(text: str, keys: Keys, today: date, above: date | None = None) -> dict[str, Any]:
    """What the boxes of the visit's form would hold. Raises NotRead."""
    said, _dash, note = text.partition(" - ")
    words = said.lower().split()
    if not words:
        raise NotRead(_("Dòng trống."))
    found: dict[str, Any] = {"place": USUAL_PLACE, "part": USUAL_PART, "note": note.strip()}
    day = _day(words[0], today)
    if day:
        words.pop(0)
    found["day"] = (day or above or today).strftime("%d/%m/%Y")
    done = 0
    for word in words:
        if (match := DONE.fullmatch(word)) and match[2] != OF_MINUTES:
            done += 1
            found |= _done(done, match, keys)
        else:
            found |= _rest(word, keys)
    if not done:
        raise NotRead(_("Thiếu việc đã giúp, ví dụ 1x."))
    return found


def _done(number: int, match: re.Match[str], keys: Keys) -> dict[str, str]:
    service, letter, reason = match.groups()
    if service not in keys.services:
        raise NotRead(_("Không có việc số %(n)s.") % {"n": service})
    if letter not in keys.outcomes:
        raise NotRead(_("Không có kết quả “%(letter)s”.") % {"letter": letter})
    if reason and reason not in keys.reasons:
        raise NotRead(_("Không có lý do số %(n)s.") % {"n": reason})
    return {
        f"service_{number}": keys.services[service],
        f"outcome_{number}": keys.outcomes[letter],
        f"reason_{number}": keys.reasons[reason] if reason else "",
    }


def _rest(word: str, keys: Keys) -> dict[str, Any]:
    if match := PEOPLE.fullmatch(word):
        return {"male": match[1], "female": match[2]}
    if match := MINUTES.fullmatch(word):
        return {"minutes": match[1]}
    if word.startswith("#") and len(word) > 1:
        return {"household": word[1:]}
    if word in PARTS:
        return {"part": PARTS[word]}
    if word in keys.places:
        return {"place": keys.places[word]}
    raise NotRead(_("Không rõ “%(word)s”.") % {"word": word[:30]})


def _day(word: str, today: date) -> date | None:
    """ "24" is the last 24th there was, "24/11" the last one, with a year that very day."""
    match = DAY.fullmatch(word)
    if match is None:
        return None
    try:
        if word.isdecimal():
            return _last(int(word), today)
        day = read_date(word, today.year)
        return day if match["year"] or day <= today else read_date(word, today.year - 1)
    except ValueError as error:
        raise NotRead(_("Ngày %(word)s không có.") % {"word": word}) from error


def _last(number: int, today: date) -> date:
    for back in range(MOST_DAYS_BACK):
        day = today - timedelta(days=back)
        if day.day == number:
            return day
    raise ValueError(number)


def _numbered(book: CodeBook, which: str) -> dict[str, str]:
    return {str(n): code for n, code in enumerate(book.lists.get(which, {}), start=1)}


def _lettered(book: CodeBook) -> dict[str, str]:
    free = iter([letter for letter in ascii_lowercase if letter not in TAKEN])
    codes = book.lists.get(OUTCOME, {})
    return {LETTERS.get(code) or next(free): code for code in codes}
