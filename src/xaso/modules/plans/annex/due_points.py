"""One point or period of time in folded words: "30/9", "thang 9/2026", "6 thang dau nam"."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

YEARS = range(2000, 2100)
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
WORDS = {
    "mot": 1, "gieng": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9, "muoi": 10, "muoi mot": 11, "muoi hai": 12, "chap": 12,
}  # fmt: skip
IN_YEAR = r"(?:\s*[/.\-]\s*|,?\s+(?:cua )?(?:nam )?)(?P<year>20\d\d|[2-4]\d(?!\d)|nay)"
SMALL = r"(?P<number>0?[1-9]|1[0-2]|muoi mot|muoi hai|muoi|mot|hai|ba|tu|bon|nam|sau|bay|tam|chin)"


@dataclass(frozen=True)
class Point:
    first_day: date
    last_day: date
    doubtful: bool = False
    years: int = 1


def read_point(words: str, year: int) -> Point | None:
    words = re.sub(
        r"^(?:(?:den|het|trong|vao|cuoi|khoang)\s+)+",
        lambda match: "cuoi " if "cuoi" in match[0] else "",
        words.strip(),
    )
    for pattern, read in READERS:
        match = pattern.fullmatch(words)
        if match:
            try:
                return read(match, year)
            except ValueError:  # 31/9: no such day
                return None
    return None


def _year(match: re.Match[str], year: int) -> int:
    text = match.groupdict().get("year")
    if not text or text == "nay":
        return year
    found = int(text) if len(text) == 4 else 2000 + int(text)
    if found not in YEARS:
        raise ValueError(text)
    return found


def _small(text: str) -> int:
    return int(text) if text.isdigit() else ROMAN.get(text) or WORDS[text]


def _day(match: re.Match[str], year: int) -> Point:
    day = date(_year(match, year), int(match["month"]), int(match["day"]))
    return Point(day, day)


def _months(year: int, first: int, last: int, *, doubtful: bool = False) -> Point:
    return Point(
        date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]), doubtful
    )


def _month(match: re.Match[str], year: int) -> Point:
    year, month = _year(match, year), _small(match["number"])
    last = {"dau": 10, "giua": 15}.get(match.groupdict().get("part") or "")
    if last:
        return Point(date(year, month, 1), date(year, month, last), doubtful=True)
    return _months(year, month, month)


def _quarter(match: re.Match[str], year: int) -> Point:
    year, first = _year(match, year), 3 * _small(match["number"]) - 2
    last = {"dau": first, "giua": first + 1}.get(match.groupdict().get("part") or "")
    return _months(year, first, last or first + 2, doubtful=last is not None)


def _part_of_year(match: re.Match[str], year: int) -> Point:
    year, count = _year(match, year), _small(match["number"])
    return _months(year, 1, count) if match["part"] == "dau" else _months(year, 13 - count, 12)


def _half(match: re.Match[str], year: int) -> Point:
    year = _year(match, year)
    return _months(year, 1, 6) if match["part"] == "dau" else _months(year, 7, 12)


def _whole_year(match: re.Match[str], year: int) -> Point:
    year = _year(match, year)
    if match.groupdict().get("part") == "giua":
        return _months(year, 1, 6, doubtful=True)
    return _months(year, 1, 12)


def _several_years(match: re.Match[str], _year_of_plan: int) -> Point:
    first, last = int(match["first"]), int(match["last"])
    if first not in YEARS or last not in YEARS or first > last:
        raise ValueError(match[0])
    return Point(date(first, 1, 1), date(last, 12, 31), years=last - first + 1)


Reader = Callable[[re.Match[str], int], Point]
READERS: list[tuple[re.Pattern[str], Reader]] = [
    (
        re.compile(
            r"(?:ngay )?(?P<day>\d{1,2})\s*(?P<sign>[/.\-])\s*(?P<month>\d{1,2})"
            r"(?:\s*(?P=sign)\s*(?P<year>20\d\d|\d\d))?",
            re.A,
        ),
        _day,
    ),
    (
        re.compile(
            r"(?:ngay )?(?P<day>\d{1,2})\s*[/.]\s*(?P<month>\d{1,2})"
            r"\s*(?:,? nam|[/.\-])\s*(?P<year>20\d\d|nay)",
            re.A,
        ),
        _day,
    ),
    (
        re.compile(
            rf"(?:ngay )?(?P<day>\d{{1,2}}),? thang (?P<month>\d{{1,2}})(?:{IN_YEAR})?", re.A
        ),
        _day,
    ),
    (re.compile(r"(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)", re.A), _day),
    (
        re.compile(
            rf"(?:(?P<part>dau|giua|cuoi) )?(?:thang|th|t)[\s.]*{SMALL}(?:{IN_YEAR})?", re.A
        ),
        _month,
    ),
    (re.compile(r"(?P<number>0?[1-9]|1[0-2])\s*[/.\-]\s*(?P<year>20\d\d)", re.A), _month),
    (
        re.compile(
            r"(?:(?P<part>dau|giua|cuoi) )?(?:quy|q)[\s.]*(?:thu )?"
            rf"(?P<number>i{{1,3}}|iv|0?[1-4]|mot|hai|ba|tu|bon)(?:{IN_YEAR})?",
            re.A,
        ),
        _quarter,
    ),
    (
        re.compile(
            rf"{SMALL} thang (?P<part>dau|cuoi)(?: cua)? nam(?: (?P<year>20\d\d|nay))?", re.A
        ),
        _part_of_year,
    ),
    (
        re.compile(r"(?:nua|nua nam) (?P<part>dau|cuoi)(?: nam)?(?: (?P<year>20\d\d|nay))?", re.A),
        _half,
    ),
    (
        re.compile(
            r"(?:(?:trong|ca|het|cuoi|den het|den cuoi|suot|(?P<part>giua)) )*"
            r"nam(?: (?P<year>20\d\d|nay))?",
            re.A,
        ),
        _whole_year,
    ),
    (re.compile(r"(?:cuoi )?(?P<year>20\d\d)", re.A), _whole_year),
    (
        re.compile(
            r"(?:giai doan |cac nam |trong )?(?:tu )?(?:nam )?"
            r"(?P<first>20\d\d)\s*(?:-|den)\s*(?:het )?(?:nam )?(?P<last>20\d\d)",
            re.A,
        ),
        _several_years,
    ),
]
