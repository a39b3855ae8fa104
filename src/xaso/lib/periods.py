"""Periods as people here type them: "11/2026", "quý IV/2026", "6 tháng đầu năm 2026"."""

import re

from xaso.lib.dates import read_date

CENTURY = "20[0-9]{2}"
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
