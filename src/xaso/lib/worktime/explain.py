"""Why something is due when it is, in words a clerk can check against a wall calendar."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby

from xaso.lib.dates import TZ
from xaso.lib.worktime.calendar import ONE_DAY, CalendarDay, DayKind, days_after
from xaso.lib.worktime.course import Course
from xaso.lib.worktime.rules import FOREVER, Unit

NUMBERED_ONE_BY_ONE = 5


def explain(course: Course, instant: datetime | None) -> tuple[str, ...]:
    say = _Speaker(course.received.year)
    clauses = [f"nhận {say.moment(course.received)}", *_start(course, say)]
    if course.rule.unit == Unit.UNSTATED:
        return *clauses, "thủ tục không ghi thời hạn, cán bộ tự ghi ngày hẹn trả"
    clauses += _stops(course, say)
    if instant:
        clauses += _COUNTING[course.rule.unit](course, instant, say)
        clauses += _special_days(course, instant, say)
        clauses.append(f"hạn {say.due(instant)}")
    return tuple(clauses)


class _Speaker:
    """Leaves out the year where it is the year of receipt."""

    def __init__(self, year: int) -> None:
        self._year = year

    def day(self, day: date) -> str:
        return f"{day.day}/{day.month}" + (f"/{day.year}" if day.year != self._year else "")

    def days(self, days: list[date]) -> str:
        first, last = days[0], days[-1]
        if first == last:
            return self.day(first)
        same_month = (first.year, first.month) == (last.year, last.month)
        return f"{first.day if same_month else self.day(first)}\u2013{self.day(last)}"

    def moment(self, moment: datetime) -> str:
        return f"{self.day(moment.date())} {moment:%H:%M}"

    def due(self, moment: datetime) -> str:
        return f"{moment:%H:%M} {self.day(moment.date())}"

    def off(self, days: list[date], marked: dict[date, CalendarDay]) -> str:
        names = _names([marked[day] for day in days if day in marked])
        return f"nghỉ {self.days(days)} ({names or 'cuối tuần'})"


def _start(course: Course, say: _Speaker) -> Iterator[str]:
    received, start, calendar = course.received, course.start, course.calendar
    if start == received:
        return
    open_times = calendar.open_times(received.date())
    if not open_times:
        reason = say.off([received.date()], calendar.marked)
    elif received < open_times[0][0]:
        reason = "trước giờ làm việc"
    elif received >= open_times[-1][1]:
        reason = "sau giờ làm việc"
    else:
        reason = "giờ nghỉ trưa"
    yield f"{reason}, tính từ {say.due(start)}"


def _stops(course: Course, say: _Speaker) -> Iterator[str]:
    for stop in course.stops:
        if stop.end == FOREVER:
            yield f"đang dừng từ {say.moment(stop.start)}, hạn tính lại khi có bổ sung"
        else:
            yield f"dừng từ {say.moment(stop.start)} đến {say.moment(stop.end)}"
    for stop in course.late_stops:
        yield f"dừng từ {say.moment(stop.start)} khi đã quá hạn, không thêm thời gian"


def _working_days(course: Course, instant: datetime, say: _Speaker) -> Iterator[str]:
    counted = 0
    days_to_due = days_after(course.start.date(), instant.date())
    for state, group in groupby(days_to_due, key=lambda day: _state(day, course)):
        days = list(group)
        if state == "off":
            yield say.off(days, course.calendar.marked)
        elif state == "stopped":
            yield f"không tính {say.days(days)} (đang dừng)"
        else:
            yield from _numbered(days[: course.amount - counted], counted, course, say)
            counted += len(days)


def _state(day: date, course: Course) -> str:
    if not course.calendar.is_working_day(day):
        return "off"
    stopped = any(after < day <= until for after, until in course.stopped_dates)
    return "stopped" if stopped else "counted"


def _numbered(days: list[date], counted: int, course: Course, say: _Speaker) -> Iterator[str]:
    first, last = counted + 1, counted + len(days)
    if course.amount <= NUMBERED_ONE_BY_ONE or len(days) == 1:
        for number, day in enumerate(days, start=first):
            yield f"ngày {number} = {say.day(day)}"
    elif days:
        yield f"ngày {first}\u2013{last} = {say.days(days)}"


def _same_day(course: Course, instant: datetime, say: _Speaker) -> Iterator[str]:
    cut_off = f"{course.rule.cut_off:%H:%M}"
    if course.amount:
        yield f"sau {cut_off} nên trả ngày làm việc tiếp theo"
    else:
        yield f"chưa quá {cut_off} nên trả trong ngày"
    yield from _working_days(course, instant, say)


def _calendar_days(course: Course, instant: datetime, say: _Speaker) -> Iterator[str]:
    first, last = course.start.date(), course.last_calendar_date
    stopped = (last - first).days - course.amount
    added = f" cộng {stopped} ngày dừng" if stopped else ""
    yield f"{course.amount} ngày{added} từ {say.day(first)} là {say.day(last)}"
    off = list(days_after(last - ONE_DAY, instant.date() - ONE_DAY))
    if off:
        yield f"{say.off(off, course.calendar.marked)}, chuyển sang {say.day(instant.date())}"


def _hours(course: Course, instant: datetime, say: _Speaker) -> Iterator[str]:
    for day in days_after(course.start.date() - ONE_DAY, instant.date()):
        midnight = datetime.combine(day, time.min, TZ)
        begin, end = max(midnight, course.start), min(midnight + ONE_DAY, instant)
        used = course.calendar.open_time_between(begin, end)
        for stop in course.stops:
            used -= course.calendar.open_time_between(max(begin, stop.start), min(end, stop.end))
        if used:
            yield f"{say.day(day)} tính {_duration(used)}"


def _duration(length: timedelta) -> str:
    hours, minutes = divmod(length // timedelta(minutes=1), 60)
    parts = [f"{hours} giờ"] if hours else []
    if minutes or not hours:
        parts.append(f"{minutes} phút")
    return " ".join(parts)


def _special_days(course: Course, instant: datetime, say: _Speaker) -> Iterator[str]:
    days = list(days_after(course.start.date() - ONE_DAY, instant.date()))
    marked, in_doubt = course.calendar.marked, course.calendar.in_doubt
    for day in days:
        if day in marked and marked[day].kind == DayKind.SWAP_WORK:
            yield f"{say.day(day)} là ngày làm việc ({marked[day].name})"
        elif day in marked and marked[day].kind == DayKind.HALF:
            yield f"{say.day(day)} chỉ làm buổi sáng ({marked[day].name})"
    doubtful = [in_doubt[day] for day in days if day in in_doubt]
    if doubtful:
        dates = ", ".join(say.day(day.date) for day in doubtful)
        yield f"lịch {dates} ({_names(doubtful)}) chưa được xác nhận nên chưa áp dụng"


def _names(days: list[CalendarDay]) -> str:
    """ "Tết (mùng 1)", "Tết (mùng 2)" → "Tết"."""
    return ", ".join(dict.fromkeys(day.name.split(" (")[0] for day in days))


_COUNTING: dict[Unit, Callable[[Course, datetime, _Speaker], Iterator[str]]] = {
    Unit.WORKING_DAY: _working_days,
    Unit.SAME_DAY_15H: _same_day,
    Unit.DAY: _calendar_days,
    Unit.HOUR: _hours,
}
