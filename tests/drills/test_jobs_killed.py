"""Workers are killed in the middle of their work: each effect is there once, none is missing."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from tests.drills.counted import environment
from xaso.drills.ground import ground
from xaso.drills.outcome import Outcome

JOBS, KILLS, WITHIN_S = 36, 6, 90
SEED = 20261126


@pytest.fixture
def place():
    with ground(sample=(), env=environment()) as place:
        yield place


def ask(place, name, count):
    words = [sys.executable, "-m", "tests.drills.counted.ask", name, str(count)]
    subprocess.run(words, env=place.env, check=True)


class Worker:
    def __init__(self, place):
        words = [sys.executable, "-m", "xaso", "worker", "--json"]
        self.process = subprocess.Popen(words, env=place.env, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        assert "worker" in self.process.stdout.readline()

    def kill(self):
        self.process.kill()
        self.end()

    def stop(self):
        self.process.terminate()
        self.end()

    def end(self):
        self.process.wait(20)
        self.process.stdout.close()


def wait_until(reached, within_s):
    deadline = time.monotonic() + within_s
    while not reached() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert reached()


def test_what_a_job_does_stands_once_however_often_its_worker_is_killed(place):
    chance, began = random.Random(SEED), time.monotonic()  # noqa: S311  repeatable
    ask(place, "counted.add", JOBS)
    workers = [Worker(place), Worker(place)]

    for number in range(KILLS):
        time.sleep(chance.uniform(0.1, 0.9))
        workers[number % 2].kill()
        workers[number % 2] = Worker(place)
    wait_until(lambda: all_done(place), WITHIN_S)
    for worker in workers:
        worker.stop()
    place.run("worker", "--once")

    outcome = judged(place, time.monotonic() - began)
    sys.stdout.write(f"{outcome.as_data()}\n")
    assert outcome.passed, outcome.as_text()
    assert outcome.more["begun_again"] >= KILLS / 2, "no job was hit: the drill proves nothing"


def all_done(place):
    asked = "select count(*) from jobs_job where name = ? and state <> ?"
    return place.query(asked, "counted.add", "done") == [(0,)]


def judged(place, seconds):
    marks = dict(place.query("select kind, count from events_daycount where kind like 'x.%'"))
    kind = "counted.thing.added"
    [[events]] = place.query("select count(*) from events_event where kind = ?", kind)
    [[counted]] = place.query("select sum(count) from events_daycount where kind = ?", kind)
    [[again]] = place.query(
        "select count(*) from jobs_job where name = ? and attempts > 1", "counted.add"
    )
    faults = [] if (events, counted) == (JOBS, JOBS) else [f"{events} events, {counted} counted"]
    if not place.run("events", "verify", fine=(0, 1))["ok"]:
        faults.append("the chain is broken")
    return Outcome(
        drill="jobs-killed",
        n=KILLS,
        seed=SEED,
        seconds=seconds,
        lost=JOBS - len(marks),
        dup=sum(count - 1 for count in marks.values()),
        faults=faults,
        more={"jobs": JOBS, "begun_again": again},
    )


def test_a_server_that_is_stopped_gives_its_work_back_and_the_try_does_not_count(place):
    place.serve()
    ask(place, "counted.slow", 1)
    state = "select state, attempts, worker from jobs_job where name = 'counted.slow'"
    wait_until(lambda: place.query(state)[0][0] == "running", 20)

    place.server.stop()

    assert place.query(state) == [("waiting", 0, "")]


def test_work_goes_on_when_the_process_that_did_it_was_killed(place):
    place.serve(workers=2)
    ask(place, "counted.slow", 1)
    held = "select worker from jobs_job where name = 'counted.slow' and state = 'running'"
    wait_until(lambda: place.query(held), 20)
    [[first]] = place.query(held)

    os.kill(int(first.split(":")[1]), signal.SIGKILL)

    wait_until(lambda: place.query(held) not in ([], [(first,)]), 40)
