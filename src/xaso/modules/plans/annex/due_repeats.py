"""Work that comes back: "hang thang", "ngay 25 hang thang", "2 lan/nam", "thuong xuyen"."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

PERIODS = {
    "ngay": "daily",
    "tuan": "weekly",
    "thang": "monthly",
    "quy": "quarterly",
    "6 thang": "half_yearly",
    "06 thang": "half_yearly",
    "sau thang": "half_yearly",
    "nua nam": "half_yearly",
    "3 thang": "quarterly",
    "03 thang": "quarterly",
    "ba thang": "quarterly",
    "nam": "yearly",
}
TIMES_A_YEAR = {1: "yearly", 2: "half_yearly", 4: "quarterly", 12: "monthly"}
PERIOD = "|".join(sorted(PERIODS, key=len, reverse=True))
EVERY = re.compile(
    rf"(?:dinh ky\s+)?(?:(?:hang|moi|tung|theo)\s+|dinh ky\s+)"
    rf"(?:(?:mot|01|1)\s+)?({PERIOD})\b(?:\s+(?:mot|01|1)\s+lan)?"
)
ONE_EACH = re.compile(rf"\b({PERIOD})\s*(?:/|mot|1|01)\s*(?:01|1|mot)?\s*lan\b")
TIMES = re.compile(
    r"\b0?([1-9]|1[0-2]|mot|hai|ba|bon|muoi hai)\s*lan\s*"
    r"(?:/|trong|mot|moi|trong mot)?\s*(?:01|1|mot)?\s*(ngay|tuan|thang|quy|nam)\b"
)
COUNTS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "muoi hai": 12}
DAY = re.compile(r"\bngay\s+(?:mung\s+|mong\s+)?0?([1-9]|[12][0-9]|3[01])(?![/.\-]?[0-9])")
ALWAYS = re.compile(r"\b(?:thuong xuyen|lien tuc|thuong ky)\b")


@dataclass(frozen=True)
class Repeat:
    every: str
    rest: str = ""
    day: int | None = None
    note: str = ""
    doubtful: bool = False


def read_repeat(words: str) -> Repeat | None:
    """None when the words name no repetition; `rest` is what they say besides."""
    found = _several_times(words) or _every(words)
    if found:
        return found
    if re.fullmatch(r"thuong nien|hang nien", words):
        return Repeat("yearly")
    if ALWAYS.search(words):
        return Repeat(
            "monthly",
            note=_("ghi là thường xuyên: đề xuất minh chứng hằng tháng, cần xác nhận"),
            doubtful=True,
        )
    return None


def _every(words: str) -> Repeat | None:
    match = EVERY.search(words) or ONE_EACH.search(words)
    if match is None:
        return None
    every = PERIODS[match[1]]
    rest = ALWAYS.sub(" ", f"{words[: match.start()]} {words[match.end() :]}")
    rest = " ".join(
        re.sub(r"\b(?:bao cao|dinh ky|vao|truoc|cua|va|thuc hien)\b|[,;:]", " ", rest).split()
    )
    day = DAY.search(rest) if every == "monthly" else None
    return Repeat(every, rest, int(day[1]) if day else None)


def _several_times(words: str) -> Repeat | None:
    match = TIMES.search(words)
    if match is None:
        return None
    count = COUNTS.get(match[1]) or int(match[1])
    period = PERIODS[match[2]]
    rest = " ".join(f"{words[: match.start()]} {words[match.end() :]}".split())
    if count == 1:
        return Repeat(period, re.sub(r"\b(?:it nhat|toi thieu|dinh ky)\b", "", rest).strip())
    if period == "yearly" and count in TIMES_A_YEAR:
        return Repeat(TIMES_A_YEAR[count], "")
    # Three times a year, twice a month: the days are the officer's to choose.
    return Repeat(
        period, "", note=_("%(count)s lần mỗi kỳ, cần chọn mốc") % {"count": count}, doubtful=True
    )
