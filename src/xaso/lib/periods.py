"""Periods as people here type them: "11/2026", "quý IV/2026", "6 tháng đầu năm 2026"."""

import re
from datetime import date

from xaso.lib.dates import month_bounds, quarter_bounds, read_date, year_bounds

CENTURY = "20[0-9]{2}"
CODE = re.compile(rf"(?P<year>{CENTURY})(?:-(?:q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")
"""Of a year, a quarter or a month in addresses and rows: 2026, 2026-q4, 2026-11."""
MONTH = re.compile(rf"(?:tháng\s*)?(0?[1-9]|1[0-2])\s*[/-]\s*({CENTURY})", re.IGNORECASE)
QUARTER = re.compile(
    rf"(?:quý|q)\s*(iv|i{{1,3}}|[1-4])\s*(?:[/-]|năm|\s)\s*({CENTURY})"
    rf"|(iv|i{{1,3}})\s*[/-]\s*({CENTURY})",
    re.IGNORECASE,
)
HALF = re.compile(rf"6 tháng (đầu|cuối)(?: năm)?\s*/?\s*({CENTURY})", re.IGNORECASE)
YEARS = re.compile(rf"({CENTURY})\s*[-\u2013/]\s*({CENTURY})")
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
FIRST_HALF = "đầu"
DAY = r"(?:ngày )?[0-9]{1,2}(?: ?[/.-] ?| tháng )[0-9]{1,2}(?: ?[/.-] ?| năm )20[0-9]{2}"
FROM_TO = re.compile(
    rf"từ (?P<first>{DAY}) (?:đến|tới|-|\u2013) (?:hết )?(?P<last>{DAY})", re.IGNORECASE
)
UNTIL = re.compile(rf"(?:đến|tới) (?:hết )?(?P<last>{DAY})", re.IGNORECASE)
NAMED = re.compile(
    rf"tháng ?(?:0?[1-9]|1[0-2]) ?[/-] ?{CENTURY}|(?:quý|q) ?(?:iv|i{{1,3}}|[1-4]) ?[/-] ?{CENTURY}",
    re.IGNORECASE,
)
YEAR = re.compile(rf"năm ({CENTURY})", re.IGNORECASE)
IN_A_NAME = re.compile(
    rf"(?<![0-9])(?:(?P<year>{CENTURY})[-_. ]?(?P<month>0[1-9]|1[0-2])"
    rf"|(?P<month_first>0?[1-9]|1[0-2])[-_. ](?P<year_last>{CENTURY}))(?![0-9])"
)


def period_typed(text: str) -> str:
    """ "2026-11", "2026-Q4", "2026-H1", "2026-2030" or a day "2026-11-30", as rows and addresses
    hold it. What is not understood stays as it is."""
    typed = " ".join(text.split())
    if found := MONTH.fullmatch(typed):
        return f"{found[2]}-{int(found[1]):02}"
    if found := QUARTER.fullmatch(typed):
        return f"{found[2] or found[4]}-Q{QUARTERS[(found[1] or found[3]).lower()]}"
    if found := HALF.fullmatch(typed):
        return f"{found[2]}-H{1 if found[1].lower() == FIRST_HALF else 2}"
    if found := YEARS.fullmatch(typed):
        return f"{found[1]}-{found[2]}"
    return _day_typed(typed)


def _day_typed(typed: str) -> str:
    try:
        return read_date(typed).isoformat() if typed.count("/") > 1 else typed
    except ValueError:
        return typed


def days_in_title(text: str) -> tuple[date, date] | None:
    """First and last day a title speaks of: "Từ ngày 1/10/2026 đến ngày 31/10/2026", "Quý III/2026".
    Of "tính đến 31/10/2026" both are that day."""
    text = " ".join(text.split())
    try:
        if found := FROM_TO.search(text):
            return read_date(found["first"]), read_date(found["last"])
        if found := UNTIL.search(text):
            return read_date(found["last"]), read_date(found["last"])
    except ValueError:
        return None
    if found := NAMED.search(text.replace(" năm ", "/")):
        return period_bounds(period_typed(found[0]).lower())
    found = YEAR.search(text)
    return year_bounds(int(found[1])) if found else None


def month_in_name(name: str) -> tuple[date, date] | None:
    """Of a file: "bao_cao_2026-10.xlsx", "thang 9.2026.xlsx"."""
    found = IN_A_NAME.search(name)
    if not found:
        return None
    year, month = found["year"] or found["year_last"], found["month"] or found["month_first"]
    return month_bounds(int(year), int(month))


def period_bounds(code: str) -> tuple[date, date] | None:
    """First and last day of what `CODE` reads."""
    found = CODE.fullmatch(code)
    if found is None:
        return None
    year, quarter, month = int(found["year"]), found["quarter"], found["month"]
    if quarter:
        return quarter_bounds(year, int(quarter))
    return month_bounds(year, int(month)) if month else year_bounds(year)
