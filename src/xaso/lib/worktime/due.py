from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from xaso.lib.worktime.calendar import Calendar
from xaso.lib.worktime.course import Course
from xaso.lib.worktime.explain import explain
from xaso.lib.worktime.rules import Due, Pause, TimeRule, Unit, local, stops_of


def due(
    rule: TimeRule, calendar: Calendar, received_at: datetime, pauses: Sequence[Pause] = ()
) -> Due:
    """The day of receipt is not counted; a limit in days ends when the office closes. A pause that
    began after the due moment had passed gives nothing back."""
    received = local(received_at)
    course = Course(rule, calendar, received, calendar.opening_from(received))
    if rule.unit == Unit.UNSTATED:
        return Due(None, explain(course, None))
    for stop in stops_of(pauses):
        if stop.start > _finish(course):
            course = replace(course, late_stops=(*course.late_stops, stop))
        else:
            course = replace(course, stops=(*course.stops, stop))
    instant = None if course.is_waiting else _finish(course)
    return Due(instant, explain(course, instant))


def _finish(course: Course) -> datetime:
    instant = _count(course)
    last_answer = course.stops[-1].end if course.stops else course.start
    if instant >= last_answer:
        return instant
    # The limit ran out in the very hours the clock stood: it cannot pass before the answer came.
    resumed = course.calendar.opening_from(last_answer)
    return resumed if course.rule.unit == Unit.HOUR else course.calendar.close_of(resumed.date())


def _count(course: Course) -> datetime:
    if course.rule.unit == Unit.HOUR:
        return _count_open_hours(course)
    calendar = course.calendar
    if course.rule.unit == Unit.DAY:
        last = course.last_calendar_date
        return calendar.close_of(
            last if calendar.is_working_day(last) else calendar.next_working_day(last)
        )
    stopped = sum(calendar.working_days_between(*dates) for dates in course.stopped_dates)
    last = course.start.date()
    for _ in range(course.amount + stopped):
        last = calendar.next_working_day(last)
    return calendar.close_of(last)


def _count_open_hours(course: Course) -> datetime:
    calendar = course.calendar
    need = timedelta(hours=course.amount)
    for stop in course.stops:
        need += calendar.open_time_between(max(stop.start, course.start), stop.end)
    day = course.start.date()
    while True:
        for opens, closes in calendar.open_times(day):
            begin = max(opens, course.start)
            if need <= closes - begin:
                return begin + need
            need -= max(closes - begin, timedelta())
        day = calendar.next_working_day(day)
