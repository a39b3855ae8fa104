"""When a task is due, as annexes write it: "Quý III", "Trước ngày 15/8/2026", "Hằng tháng"."""

import re
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from xaso.lib.dates import write_date
from xaso.lib.text import fold

from .due_points import Point, read_point
from .due_repeats import Repeat, read_repeat

MAX_LENGTH = 300
NUMBERS_OF_A_LIST = re.compile(r"\s{0,9}(?:;|,| va | & )\s{0,9}")
RANGE = re.compile(r"\s{0,9}-\s{0,9}|\s{1,9}(?:den|toi)\s{1,9}(?:het\s{1,9})?")
NO_DAY_OF_OUR_OWN = re.compile(r"(?:theo|khi|sau|neu|tuy)\b")
USUAL_BESIDES = re.compile(
    r"(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|(?:dau|cuoi) (?:tuan|thang|quy|nam)"
    r"|thang|quy|nam|6|,| )+"
)
LEADING = re.compile(
    r"(?:hoan thanh|thuc hien|xong|thoi gian|thoi han|han|du kien|trong|vao|den|toi|het|cham nhat"
    r"|muon nhat|la|tu nay|ke tu nay|phai|han cuoi|ra quan|to chuc)[\s:]+"
)


@dataclass(frozen=True)
class Due:
    """`recurrence` is "", daily, weekly, monthly, quarterly, half_yearly or yearly; `day` a day of
    the month. With a recurrence `due` is the last day it may fall on, None when it runs with the
    plan."""

    due: date | None = None
    recurrence: str = ""
    note: str = ""
    needs_confirmation: bool = False
    day: int | None = None

    @property
    def is_known(self) -> bool:
        return self.due is not None or self.recurrence != ""


def read_due(text: str, year: int) -> Due:
    """Never raises. What is not understood comes back empty: nothing is guessed silently."""
    if len(text) > MAX_LENGTH:
        return Due()
    words, remark = _plain(text)
    if not words:
        return Due()
    repeat = read_repeat(words)
    due = _repeated(text, repeat, year) if repeat else _once(words, year)
    if due.is_known and remark:
        due = replace(due, note="; ".join(filter(None, (due.note, remark))))
    return due


def _plain(text: str) -> tuple[str, str]:
    """Folded words without filler, and what stood in brackets."""
    remarks = " ".join(re.findall(r"\(([^()]*)\)", text))
    words = fold(re.sub(r"\([^()]*\)", " ", text))
    words = re.sub(r"[‐‑‒–—−~→]|->", "-", words).strip(" .,;:-\"'“”")
    shorter = LEADING.sub("", words, count=1) if LEADING.match(words) else words
    while shorter != words:
        words = shorter
        shorter = LEADING.sub("", words, count=1) if LEADING.match(words) else words
    return words, " ".join(remarks.split())


def _repeated(text: str, repeat: Repeat, year: int) -> Due:
    anchor = read_point(repeat.rest, year) if repeat.rest else None
    if anchor and repeat.every == "yearly":
        return Due(anchor.last_day, "yearly", "", needs_confirmation=repeat.doubtful)
    if NO_DAY_OF_OUR_OWN.match(repeat.rest):
        return Due()
    notes, doubtful = [repeat.note], repeat.doubtful
    if repeat.rest and not repeat.day:
        notes.append(_("ghi trong phụ lục: %(words)s") % {"words": " ".join(text.split())})
        doubtful = doubtful or not USUAL_BESIDES.fullmatch(repeat.rest)
    return Due(None, repeat.every, "; ".join(filter(None, notes)), doubtful, repeat.day)


def _once(words: str, year: int) -> Due:
    before = re.match(r"truoc(?:\s+(?=\D)|\s*(?=\d))", words)
    if before:
        return _before(words[before.end() :], year)
    point = read_point(words, year) or _last_of_range(words, year)
    if point:
        return _due(point)
    return _last_of_list(words, year)


def _before(words: str, year: int) -> Due:
    """Before a day means that day, which the officer may change; before a month means its eve."""
    point = read_point(words, year)
    if point is None:
        return Due()
    if point.first_day == point.last_day:
        return Due(point.last_day, "", _("trước ngày"))
    return Due(
        date.fromordinal(point.first_day.toordinal() - 1),
        "",
        _("trước kỳ ghi trong phụ lục"),
        needs_confirmation=True,
    )


def _due(point: Point) -> Due:
    if point.years > 1:
        return Due(point.last_day, "yearly", _("mốc kiểm tra 31/12 hằng năm"))
    return Due(
        point.last_day,
        "",
        _("ngày ước lượng, cần xem lại") if point.doubtful else "",
        point.doubtful,
    )


def _last_of_range(words: str, year: int) -> Point | None:
    """ "tháng 9-10/2026", "quý III - quý IV", "từ 15/8 đến 30/9"."""
    for cut in RANGE.finditer(words):
        start, end = re.sub(r"^tu\s+", "", words[: cut.start()]), words[cut.end() :]
        last = read_point(end, year) or read_point(f"{_unit(start)} {end}", year)
        first = read_point(start, year) or _as_written_in(start, end, year)
        if first and last and first.first_day <= last.last_day:
            return replace(
                last, first_day=first.first_day, doubtful=first.doubtful or last.doubtful
            )
    return None


def _as_written_in(start: str, end: str, year: int) -> Point | None:
    """The 9 of "9-10/2026" and the 1 of "1-15/8" are only clear beside the end."""
    unit = _unit(end) or ("thang" if re.fullmatch(r"\d{1,2}/\d{4}", end) else "")
    if (
        re.fullmatch(r"\d{1,2}", start)
        and re.fullmatch(r"(?:ngay )?\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})?", end)
        and unit != "thang"
    ):
        return read_point(re.sub(r"\d{1,2}", start, end, count=1), year)
    return read_point(f"{unit} {start}", year)


def _unit(words: str) -> str:
    match = re.match(r"(?:den )?(thang|quy|ngay|t(?=\d)|q(?=\d))", words)
    return {"t": "thang", "q": "quy"}.get(match[1], match[1]) if match else ""


def _last_of_list(words: str, year: int) -> Due:
    parts = NUMBERS_OF_A_LIST.split(words)
    if not 2 <= len(parts) <= 12:
        return Due()
    unit, points = "", list[Point]()
    for part in parts:
        unit = _unit(part) or unit
        point = (
            read_point(part, year)
            or read_point(f"{unit} {part}", year)
            or _last_of_range(part, year)
        )
        if point is None:
            return Due()
        points.append(point)
    last = max(points, key=lambda point: point.last_day)
    days = ", ".join(write_date(point.last_day) for point in points)
    return Due(
        last.last_day, "", _("nhiều mốc: %(days)s") % {"days": days}, needs_confirmation=True
    )
