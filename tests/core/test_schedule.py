"""What runs by the clock: in Vietnamese time, once, and caught up after a night without power."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from conftest import MORNING, VIETNAM
from xaso.core.events.record import record
from xaso.core.jobs import kinds
from xaso.core.jobs.background import work_off
from xaso.core.jobs.enqueue import put_in_queue
from xaso.core.jobs.kinds import KINDS
from xaso.core.jobs.models import Job, Schedule
from xaso.core.jobs.moments import next_moment
from xaso.core.jobs.queries import schedule_told
from xaso.core.jobs.runner import run_next
from xaso.core.jobs.schedule import _start, refresh_schedule, start_due
from xaso.core.jobs.words import in_words
from xaso.core.rights.actor import system_actor
from xaso.lib.ids import new_id

pytestmark = pytest.mark.django_db
NAME = "test.nightly"


@pytest.fixture
def nightly(monkeypatch):
    """Only this kind is known: every night at two."""
    known = kinds.Kind(NAME, "Việc mỗi đêm", lambda running: "xong", "0 2 * * *")
    for name in list(KINDS):
        monkeypatch.delitem(KINDS, name)
    monkeypatch.setitem(KINDS, NAME, known)


def at(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


def look(moment):
    refresh_schedule(moment)
    return start_due(moment)


def test_a_new_kind_first_runs_at_its_next_moment(nightly):
    assert look(MORNING) == 0

    assert Schedule.objects.get().next_at == at(25, 2)


def test_the_time_is_vietnamese_whatever_the_machine_has():
    machine = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)  # 01:30 of the 25th in Viet Nam

    assert next_moment("0 2 * * *", machine) == at(25, 2)


def test_a_due_kind_is_started_once_however_many_look(nightly):
    look(MORNING)
    [seen_by_both] = Schedule.objects.all()

    assert look(at(25, 2)) == 1
    Job.objects.all().delete()
    assert look(at(25, 2)) == 0

    assert _start(seen_by_both, at(25, 2)) == 0


def test_three_missed_nights_are_caught_up_by_one_run(nightly):
    look(MORNING)

    assert look(at(28, 7, 30)) == 1

    assert Job.objects.count() == 1
    assert Schedule.objects.get().next_at == at(29, 2)


def test_while_the_last_run_still_waits_no_second_is_added(nightly):
    look(MORNING)

    look(at(25, 2))
    look(at(26, 2))

    assert Job.objects.count() == 1


def test_a_clock_that_was_years_ahead_does_not_stop_the_schedule(nightly):
    look(MORNING + timedelta(days=400))

    look(MORNING)

    assert Schedule.objects.get().next_at == at(25, 2)


def test_work_of_each_commune_is_scheduled_for_each_opened_one(gia_phu, ta_van):
    refresh_schedule(MORNING)

    rows = Schedule.objects.filter(name="plans.open_repeated")
    assert {row.commune_id for row in rows} == {gia_phu.pk, ta_van.pk}


def test_what_is_not_scheduled_any_more_is_forgotten(nightly, monkeypatch):
    look(MORNING)
    monkeypatch.delitem(KINDS, NAME)

    look(MORNING)

    assert not Schedule.objects.exists()


def test_the_schedule_tells_what_its_last_run_said(nightly, clock):
    look(MORNING)
    clock.move_to(at(25, 2))

    assert work_off()[0] == 1

    [line] = schedule_told()
    assert line.last_run.result == "xong"
    assert line.last_at == at(25, 2)


@pytest.mark.parametrize(
    ("cron", "words"),
    [
        ("0 2 * * *", "mỗi ngày lúc 02:00"),
        ("0 6,18 * * *", "mỗi ngày lúc 06:00 và 18:00"),
        ("*/5 * * * *", "5 phút một lần"),
        ("* * * * *", "mỗi phút một lần"),
        ("5 * * * *", "mỗi giờ một lần, vào phút 05"),
        ("0 */4 * * *", "4 giờ một lần"),
        ("0 7 * * 1", "thứ Hai hằng tuần lúc 07:00"),
        ("30 6 * * 1-5", "thứ Hai đến thứ Sáu hằng tuần lúc 06:30"),
        ("0 3 1 * *", "ngày 1 hằng tháng lúc 03:00"),
        ("20 6 5 1,4,7,10 *", "ngày 5 các tháng 1, 4, 7, 10 lúc 06:20"),
        ("0 8 20 11 *", "ngày 20/11 hằng năm lúc 08:00"),
        ("0 3 1 1-3 *", "0 3 1 1-3 *"),
    ],
)
def test_a_schedule_is_said_as_one_says_it(cron, words):
    assert in_words(cron) == words


def test_every_schedule_of_the_program_has_words():
    crons = {kind.cron for kind in KINDS.values() if kind.cron}

    assert [cron for cron in crons if in_words(cron) == cron] == []


@pytest.mark.parametrize("name", ["jobs.purge", "events.purge", "events.anchor", "events.verify"])
def test_the_housekeeping_of_the_queue_and_the_diary_runs_without_trouble(gia_phu, name):
    put_in_queue(KINDS[name], commune=None, at=MORNING, run_after=MORNING)

    run_next("w1")

    assert [(job.state, job.error_detail) for job in Job.objects.all()] == [(Job.State.DONE, "")]


def test_what_ended_long_ago_is_cleared_away_and_the_rest_stays(gia_phu, clock):
    for days, state in ((31, "done"), (29, "done"), (31, "dead"), (91, "dead")):
        ended = MORNING - timedelta(days=days)
        Job.objects.create(
            name=f"{state}{days}", state=state, done_at=ended, made_at=ended, run_after=ended
        )
    put_in_queue(KINDS["jobs.purge"], commune=None, at=MORNING, run_after=MORNING)

    run_next("w1")

    assert {job.name for job in Job.objects.all()} == {"done29", "dead31", "jobs.purge"}
    assert Job.objects.get(name="jobs.purge").result == "Đã xóa 2 việc cũ."


@pytest.fixture
def diary(gia_phu, clock):
    """Somebody was at work at that moment."""

    def write(moment):
        clock.move_to(moment)
        with transaction.atomic():
            record("units.village.added", actor=system_actor(gia_phu), subject_id=new_id())

    return write


def test_a_clock_that_leapt_a_year_ahead_starts_nothing(nightly, diary):
    look(MORNING)
    diary(MORNING)

    assert look(MORNING + timedelta(days=400)) == 0
    assert look(at(25, 2)) == 1


def test_after_half_a_day_in_the_new_time_the_clock_is_believed(nightly, diary):
    look(MORNING)
    diary(MORNING)
    back_from_long_leave = MORNING + timedelta(days=90)
    diary(back_from_long_leave)

    assert look(back_from_long_leave + timedelta(hours=3)) == 0
    assert look(back_from_long_leave + timedelta(hours=18)) == 1


def test_what_does_no_harm_at_a_wrong_time_runs_while_the_clock_is_not_believed(
    nightly, diary, monkeypatch
):
    monkeypatch.setitem(KINDS, NAME, replace(KINDS[NAME], by_any_clock=True))
    look(MORNING)
    diary(MORNING)

    assert look(MORNING + timedelta(days=400)) == 1


def test_a_machine_that_was_off_for_two_weeks_goes_on_at_once(nightly, diary):
    look(MORNING)
    diary(MORNING)

    assert look(MORNING + timedelta(days=14)) == 1


def test_of_runs_that_came_to_nothing_people_are_asked_about_the_last_only(nightly):
    look(at(24, 8))
    for day in (25, 26):
        look(at(day, 3))
        Job.objects.exclude(state="dropped").update(state="dead", done_at=at(day, 4))

    states = list(Job.objects.order_by("made_at").values_list("state", flat=True))

    assert states == ["dropped", "dead"]
