"""Days and moments as people here write them. The whole country keeps one time zone."""

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

TZ = ZoneInfo("Asia/Ho_Chi_Minh")
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")

_DAY_FIRST = re.compile(
    r"(?:ngày )?(?P<day>[0-9]{1,2})(?: ?[/.-] ?| tháng )(?P<month>[0-9]{1,2})"
    r"(?:(?: ?[/.-] ?| năm )(?P<year>[0-9]{4}|[0-9]{2}))?",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")


def write_date(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def write_day(day: date, today: date) -> str:
    """ "Thứ Sáu 15/3"; the year is added when it is not this year."""
    written = f"{weekday_name(day)} {day.day}/{day.month}"
    return written if day.year == today.year else f"{written}/{day.year}"


def weekday_name(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def paper_date(day: date) -> str:
    """On official papers days below 10 and the months 1 and 2 take a leading zero, the months
    3 to 9 do not."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def read_date(text: str, year: int | None = None) -> date:
    """The day comes before the month. `year` is taken for "15/3"; two digits mean 20xx."""
    typed = " ".join(text.split())
    match = _DAY_FIRST.fullmatch(typed) or _YEAR_FIRST.fullmatch(typed)
    if not match or not (match["year"] or year):
        raise ValueError("Nhập ngày theo dạng 15/3/2027.")
    full_year = int(match["year"] or year or 0)
    if full_year < 100:
        full_year += 2000
    try:
        return date(full_year, int(match["month"]), int(match["day"]))
    except ValueError as error:
        raise ValueError(f"Không có ngày {typed}. Nhập theo dạng 15/3/2027.") from error


def month_bounds(year: int, month: int) -> tuple[date, date]:
    """First and last day, both inside."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def quarter_bounds(year: int, quarter: int) -> tuple[date, date]:
    """First and last day, both inside; quarters are 1 to 4."""
    return month_bounds(year, 3 * quarter - 2)[0], month_bounds(year, 3 * quarter)[1]


def year_bounds(year: int) -> tuple[date, date]:
    """First and last day, both inside."""
    return date(year, 1, 1), date(year, 12, 31)


def day_start(day: date) -> datetime:
    """Midnight here."""
    return datetime.combine(day, time.min, TZ)


def day_end(day: date) -> datetime:
    """The first moment that is not inside any more."""
    return day_start(day + timedelta(days=1))


def moment_words(moment: datetime) -> str:
    """ "08:05 24/11/2026", in local time."""
    local = moment.astimezone(TZ)
    return f"{local:%H:%M} {local.day}/{local.month}/{local.year}"


def iso_local(moment: datetime) -> str:
    """ "2026-11-24T09:15:00+07:00". A moment without a zone is refused, not guessed."""
    if moment.tzinfo is None:
        raise ValueError("Thời điểm thiếu múi giờ.")
    return moment.astimezone(TZ).isoformat(timespec="seconds")
