"""Which period an export speaks of, as its first lines or its name say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from xaso.lib.dates import month_bounds, quarter_bounds, read_date, year_bounds
from xaso.lib.periods import period_typed
from xaso.lib.text import nfc

from .table import Table

DAY = r"(?:ngày )?[0-9]{1,2}(?: ?[/.-] ?| tháng )[0-9]{1,2}(?: ?[/.-] ?| năm )20[0-9]{2}"
STRETCH = re.compile(
    rf"từ (?:ngày )?(?P<first>{DAY}) (?:đến|tới|-|–) (?:hết )?(?P<last>{DAY})", re.IGNORECASE
)
UNTIL = re.compile(rf"(?:đến|tới|tính đến) (?:hết )?(?P<last>{DAY})", re.IGNORECASE)
NAMED = re.compile(
    r"tháng ?(?:0?[1-9]|1[0-2]) ?[/-] ?20[0-9]{2}"
    r"|(?:quý|q) ?(?:iv|i{1,3}|[1-4]) ?[/-] ?20[0-9]{2}",
    re.IGNORECASE,
)
BARE_MONTH = re.compile(
    r"(?<![0-9])(?:(?P<year>20[0-9]{2})[-_. ]?(?P<month>0[1-9]|1[0-2])"
    r"|(?P<month2>0?[1-9]|1[0-2])[-_. ](?P<year2>20[0-9]{2}))(?![0-9])"
)
YEAR = re.compile(r"năm (20[0-9]{2})", re.IGNORECASE)


@dataclass(frozen=True)
class Days:
    first: date
    last: date


def days_said(table: Table, file_name: str, today: date) -> Days | None:
    """Nothing that is not over yet, or not begun, is believed of a title."""
    lines = [cell.own for row in table.sheet.rows[: table.top] for cell in row if cell.own]
    for found in (_believed(lines), _of_name(file_name)):
        if found and found.first <= found.last <= today:
            return found
    return None


def _believed(lines: Iterable[str]) -> Days | None:
    """31/2 is no day; a title that says so says nothing."""
    try:
        return _of_lines(lines)
    except ValueError:
        return None


def _of_lines(lines: Iterable[str]) -> Days | None:
    text = " ".join(" ; ".join(lines).split())
    if match := STRETCH.search(text):
        return Days(read_date(match["first"]), read_date(match["last"]))
    if match := UNTIL.search(text):
        last = read_date(match["last"])
        return Days(last, last)
    if match := NAMED.search(text.replace(" năm ", "/")):
        return _named(period_typed(match[0]))
    match = YEAR.search(text)
    return Days(*year_bounds(int(match[1]))) if match else None


def _of_name(name: str) -> Days | None:
    match = BARE_MONTH.search(nfc(name))
    if not match:
        return None
    year, month = match["year"] or match["year2"], match["month"] or match["month2"]
    return Days(*month_bounds(int(year), int(month)))


def _named(code: str) -> Days | None:
    year, _dash, part = code.partition("-")
    if part.startswith("Q"):
        return Days(*quarter_bounds(int(year), int(part[1:])))
    return Days(*month_bounds(int(year), int(part))) if part.isdecimal() else None
