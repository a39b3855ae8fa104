"""Whether somebody does the work in the background is known by a sign of life, not by luck."""

import os
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import MORNING
from xaso.core.doctor import work
from xaso.core.doctor.finding import Level
from xaso.core.jobs import heartbeat
from xaso.core.jobs.background import Background
from xaso.core.jobs.enqueue import put_in_queue
from xaso.core.jobs.health import standstill
from xaso.core.jobs.kinds import KINDS
from xaso.core.jobs.models import Job, Schedule, Worker
from xaso.core.jobs.runner import worker_name
from xaso.core.jobs.schedule import refresh_schedule

pytestmark = pytest.mark.django_db
A_MINUTE = timedelta(minutes=1)
OF_NOBODY = 2**22 + 1
"""No process of this machine has such a number."""


@pytest.fixture
def planned(gia_phu):
    refresh_schedule(MORNING)


def told(at=MORNING):
    found = work.background(at)
    return found.code, found.level


def test_before_anybody_was_ever_at_work_the_doctor_says_so(planned):
    found = work.background(MORNING)

    assert (found.code, found.level) == ("jobs_stopped", Level.PROBLEM)
    assert "chưa tự làm việc lần nào" in found.message


def test_a_worker_that_gives_signs_of_life_is_at_work(planned):
    heartbeat.beat("w1", MORNING)

    assert told(MORNING + A_MINUTE) == ("jobs", Level.GOOD)


def test_two_minutes_after_the_last_sign_of_life_nobody_is_at_work(planned):
    heartbeat.beat("w1", MORNING)

    found = work.background(MORNING + 3 * A_MINUTE)

    assert found.code == "jobs_stopped"
    assert "lần cuối thấy làm lúc 08:00" in found.message


def test_a_server_that_was_stopped_is_known_at_once(planned):
    heartbeat.beat("w1", MORNING)
    heartbeat.leave("w1", MORNING)

    assert told() == ("jobs_stopped", Level.PROBLEM)


def test_a_server_that_was_killed_is_known_at_once_on_its_own_machine(planned):
    heartbeat.beat("w1", MORNING)
    Worker.objects.update(pid=OF_NOBODY)
    here = told()
    Worker.objects.update(place="may-khac")

    assert here == ("jobs_stopped", Level.PROBLEM)
    assert told() == ("jobs", Level.GOOD), "of another machine only its signs are known"


def test_one_of_two_at_work_is_enough(planned):
    heartbeat.beat("w1", MORNING)
    heartbeat.beat("w2", MORNING)
    heartbeat.leave("w2", MORNING)

    assert told() == ("jobs", Level.GOOD)


def test_a_sign_from_the_future_proves_nothing(planned):
    """The clock was put back; who is really at work gives the next sign by the new time."""
    heartbeat.beat("w1", MORNING + timedelta(days=300))

    assert told() == ("jobs_stopped", Level.PROBLEM)


def test_a_worker_that_lives_and_gets_nowhere_is_found(planned):
    put_in_queue(KINDS["jobs.purge"], commune=None, at=MORNING, run_after=MORNING)
    heartbeat.beat("w1", MORNING + 12 * A_MINUTE)

    found = work.background(MORNING + 12 * A_MINUTE)

    assert found.code == "jobs_stopped"
    assert "12 phút" in found.message


def test_a_schedule_nobody_starts_is_found(planned):
    heartbeat.beat("w1", MORNING)
    purge = Schedule.objects.filter(name="jobs.purge")
    purge.update(next_at=MORNING - A_MINUTE)
    early = standstill(MORNING)
    purge.update(next_at=MORNING - 3 * A_MINUTE)

    assert early is None
    assert standstill(MORNING).since == MORNING - 3 * A_MINUTE


def test_one_long_job_is_no_standstill(planned):
    heartbeat.beat("w1", MORNING)
    put_in_queue(KINDS["jobs.purge"], commune=None, at=MORNING, run_after=MORNING - 9 * A_MINUTE)
    Job.objects.create(
        name="backup.full",
        state=Job.State.RUNNING,
        worker="w1",
        lease_until=MORNING + A_MINUTE,
        run_after=MORNING,
        made_at=MORNING,
    )

    assert standstill(MORNING) is None


def test_the_dead_are_forgotten_after_a_week():
    heartbeat.beat("w1", MORNING - timedelta(days=8))
    heartbeat.beat("w2", MORNING - timedelta(days=6))

    heartbeat.beat("w3", MORNING)

    assert {worker.name for worker in Worker.objects.all()} == {"w2", "w3"}


def test_the_process_that_does_the_work_beats_and_says_goodbye():
    background = Background()
    background.threads = []
    background.duties[0].do_if_due(0.0)
    living = Worker.objects.get()

    background.stop(within_s=0)

    assert (living.pid, living.ended_at) == (os.getpid(), None)
    assert Worker.objects.get().ended_at == timezone.now()


def test_a_process_that_leaves_the_work_to_others_gives_no_sign():
    background = Background(works=False)
    background.threads = []
    for duty in background.duties:
        duty.do_if_due(0.0)
    background.stop(within_s=0)

    assert not Worker.objects.exists()


def test_each_process_has_its_own_row():
    for name in (worker_name(), worker_name()):
        heartbeat.beat(name, MORNING)

    assert Worker.objects.count() == 2


@pytest.mark.parametrize("name", ["desk:jobs", "desk:schedule"])
def test_the_admin_reads_it_on_the_page_too(person, gia_phu, sign_in, planned, name):
    client = sign_in(person("Trung", gia_phu, "quan_tri"))
    alone = client.get(reverse(name)).content.decode()
    heartbeat.beat("w1", MORNING)

    assert "Máy chủ đang không tự làm việc" in alone
    assert "Máy chủ đang không tự làm việc" not in client.get(reverse(name)).content.decode()
