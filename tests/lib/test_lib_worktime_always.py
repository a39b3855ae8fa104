"""What must hold for every calendar, receipt and wait."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from xaso.lib.dates import TZ
from xaso.lib.worktime import Calendar, CalendarDay, DayKind, Pause, TimeRule, Unit, due

FIRST = date(2026, 1, 1)
MIDNIGHT = datetime(2026, 1, 1, tzinfo=TZ)

minutes = st.integers(0, 60 * 24 * 60).map(lambda count: MIDNIGHT + timedelta(minutes=count))
days = st.builds(
    CalendarDay,
    st.integers(0, 120).map(lambda count: FIRST + timedelta(days=count)),
    st.sampled_from(DayKind),
    st.just("Ngày riêng"),
    st.booleans(),
)
calendars = st.builds(Calendar, st.just("any"), st.lists(days, max_size=30).map(tuple))
rules = st.builds(
    TimeRule, st.integers(1, 30), st.sampled_from([u for u in Unit if u != Unit.UNSTATED])
)
pauses = st.builds(
    lambda asked, length: Pause(asked, asked + timedelta(minutes=length)),
    minutes,
    st.integers(0, 60 * 24 * 20),
)


@given(rules, calendars, minutes, st.lists(pauses, max_size=3))
def test_nothing_is_ever_due_on_a_day_off_or_outside_opening_hours(
    rule, calendar, received, waits
):
    instant = due(rule, calendar, received, waits).instant

    assert any(opens <= instant <= closes for opens, closes in calendar.open_times(instant.date()))
    assert instant > received


@given(rules, calendars, minutes, st.lists(pauses, max_size=3), pauses)
def test_one_more_wait_never_makes_a_dossier_due_earlier(rule, calendar, received, waits, more):
    before = due(rule, calendar, received, waits).instant

    assert due(rule, calendar, received, [*waits, more]).instant >= before


@given(rules, calendars, minutes, minutes)
def test_who_comes_later_is_never_due_earlier(rule, calendar, one, other):
    earlier, later = sorted([one, other])

    assert due(rule, calendar, earlier).instant <= due(rule, calendar, later).instant


@given(rules, calendars, minutes, st.lists(pauses, max_size=3))
def test_the_explanation_always_ends_with_the_due_moment(rule, calendar, received, waits):
    result = due(rule, calendar, received, waits)

    assert result.explanation[-1].startswith(f"hạn {result.instant:%H:%M} {result.instant.day}/")
    assert all(result.explanation)


@given(st.integers(1, 60), calendars, minutes)
def test_hours_counted_each_day_add_up_to_the_limit(amount, calendar, received):
    start = calendar.opening_from(received)

    instant = due(TimeRule(amount, Unit.HOUR), calendar, received).instant

    assert calendar.open_time_between(start, instant) == timedelta(hours=amount)
