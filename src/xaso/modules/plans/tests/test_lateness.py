"""Late, on time, and by how much: the table of cases everybody agreed on, and forty calendars."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

import pytest

from xaso.lib.dates import TZ
from xaso.modules.plans.lateness import (
    Colour,
    DueDates,
    Granted,
    after_extensions,
    after_pause,
    colour,
    counts_from,
    days_late,
    extended,
    is_late,
    local_day,
    on_time,
    was_sent_late,
)

DUE = date(2026, 12, 15)


def day(number: int, month: int = 12) -> date:
    return date(2026, month, number)


def moment(number: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 12, number, hour, minute, tzinfo=TZ)


def done(submitted: datetime, dues: DueDates) -> tuple[str, int]:
    submitted_on = local_day(submitted)
    late = days_late(
        state="hoan_thanh", due=dues.current, submitted_on=submitted_on, today=day(31)
    )
    return on_time(submitted_on=submitted_on, dues=dues), late


PLAIN = DueDates(DUE, DUE, DUE)


def test_handed_in_at_the_last_minute_is_on_time_however_late_it_is_accepted():
    assert done(moment(15, 23, 59), PLAIN) == ("dung_han", 0)
    waiting = {"state": "cho_minh_chung", "due": DUE, "submitted_on": day(15)}
    assert not is_late(**waiting, today=day(19))


def test_a_minute_after_midnight_is_a_day_late():
    assert done(moment(16, 0, 1), PLAIN) == ("qua_han", 1)


def test_a_returned_result_does_not_count():
    # Handed in on the 14th and returned on the 15th: the task runs again, nothing is handed in.
    assert is_late(state="dang_lam", due=DUE, submitted_on=None, today=day(16))
    assert done(moment(17), PLAIN) == ("qua_han", 2)


def test_an_extension_granted_on_the_last_day_counts():
    dues = after_extensions(DUE, [Granted(day(22), decided_on=day(15))])

    assert done(moment(21), dues) == ("dung_han_sau_gia_han", 0)


def test_an_extension_granted_a_day_too_late_is_late_by_the_original_date():
    dues = after_extensions(DUE, [Granted(day(22), decided_on=day(16))])

    verdict, late = done(moment(21), dues)

    assert (verdict, late) == ("qua_han_theo_han_goc", 0)
    assert not on_time(submitted_on=day(21), dues=dues).counts_as_on_time


def test_an_approved_pause_is_grey_and_never_late():
    paused = {"state": "tam_dung", "due": DUE, "submitted_on": None, "today": day(30)}

    assert not is_late(**paused)
    assert colour(**paused, progress=0) == Colour.GREY


def test_a_cancelled_task_is_not_late():
    assert not is_late(state="huy", due=DUE, submitted_on=None, today=day(20))


def test_a_phone_with_a_trusted_clock_counts_from_its_own_moment():
    received, stamped = moment(17), moment(15)

    assert done(counts_from(received, stamped), PLAIN) == ("dung_han", 0)
    assert was_sent_late(received, stamped)
    assert not was_sent_late(received, None)


def test_a_phone_running_ahead_gains_nothing():
    assert counts_from(moment(14), moment(16)) == moment(14)


def test_the_november_copy_is_late_on_the_first_of_december():
    assert days_late(state="chua_bat_dau", due=day(30, 11), submitted_on=None, today=day(1)) == 1


def test_a_draft_without_a_date_is_never_late():
    assert days_late(state="nhap", due=None, submitted_on=None, today=day(31)) == 0


def test_a_pause_keeps_a_late_task_exactly_as_late():
    dues = after_pause(PLAIN, paused_on=day(17), resumed_on=day(24))

    assert dues.current == day(22)
    assert days_late(state="dang_lam", due=dues.current, submitted_on=None, today=day(24)) == 2


@pytest.mark.parametrize(
    ("today", "progress", "expected"),
    [
        (day(8), 0, "orange"),
        (day(7), 0, "green"),
        (day(12), 49, "red"),
        (day(12), 50, "orange"),
        (day(11), 0, "orange"),
        (day(15), 99, "orange"),
        (day(16), 99, "red"),
    ],
)
def test_the_colour_follows_the_days_left_and_the_progress(today, progress, expected):
    shown = colour(state="dang_lam", due=DUE, submitted_on=None, progress=progress, today=today)

    assert shown == expected


def test_what_waits_for_a_leader_is_green_in_time_and_orange_late():
    waiting = {"state": "cho_minh_chung", "due": DUE, "progress": 0, "today": day(20)}

    assert colour(**waiting, submitted_on=day(15)) == Colour.GREEN
    assert colour(**waiting, submitted_on=day(16)) == Colour.ORANGE


def calendars():
    path = Path(__file__).parent / "late_calendars.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("case", calendars(), ids=lambda case: case["case"])
def test_forty_calendars(case):
    read = {name: date.fromisoformat(case[name]) for name in ("due", "today")}
    dues = _dues_on_the_day(read["due"], case["moves"])
    submitted = date.fromisoformat(case["submitted"]) if case["submitted"] else None

    late = days_late(
        state=case["state"], due=dues.current, submitted_on=submitted, today=read["today"]
    )

    assert late == int(case["days_late"])
    if case["verdict"]:
        assert on_time(submitted_on=submitted, dues=dues) == case["verdict"]


def _dues_on_the_day(due: date, moves: str) -> DueDates:
    """ "gia hạn TO quyết ON; dừng FROM làm lại TO": in the order they happened."""
    dues = DueDates(due, due, due)
    for move in filter(None, (part.strip() for part in moves.split(";"))):
        first, second = (date.fromisoformat(word) for word in move.split() if word[0] == "2")
        if move.startswith("gia hạn"):
            dues = extended(dues, Granted(first, second))
        else:
            dues = after_pause(dues, paused_on=first, resumed_on=second)
    return dues


def test_there_are_forty_of_them():
    assert len(calendars()) == 40
