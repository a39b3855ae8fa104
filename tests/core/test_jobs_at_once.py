"""Several workers at the same moment, on the database where they truly run side by side."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.utils import timezone

from xaso.core.events import handlers
from xaso.core.events.deliver import deliver_some
from xaso.core.events.models import DayCount, Delivery, Event
from xaso.core.events.record import record
from xaso.core.jobs import kinds
from xaso.core.jobs.enqueue import enqueue
from xaso.core.jobs.models import Job
from xaso.core.jobs.runner import run_next
from xaso.core.postgres.context import every_commune
from xaso.core.rights.actor import system_actor
from xaso.lib.ids import new_id

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="SQLite has one writer; tests/drills/test_jobs_killed.py has two processes there",
    ),
]
WORKERS, JOBS = 4, 40


def at_once(work):
    """The same work in several threads, each with a connection of its own."""

    def alone(number):
        try:
            with every_commune():
                return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(alone, range(WORKERS)))


def test_two_workers_never_run_one_job_twice(gia_phu, monkeypatch):
    ran = []
    kind = kinds.Kind("test.work", "Việc thử", lambda running: ran.append(running.job.pk) or "")
    monkeypatch.setitem(kinds.KINDS, "test.work", kind)
    for _number in range(JOBS):
        enqueue("test.work", actor=system_actor(gia_phu), at=timezone.now())

    def work_off(number):
        while run_next(f"w{number}"):
            pass

    at_once(work_off)

    assert Counter(ran) == Counter(job.pk for job in Job.objects.all())
    assert {job.attempts for job in Job.objects.all()} == {1}


def test_one_key_is_queued_once_however_many_ask(gia_phu, monkeypatch):
    monkeypatch.setitem(
        kinds.KINDS, "test.work", kinds.Kind("test.work", "Việc thử", lambda r: "")
    )

    def ask(number):
        return enqueue(
            "test.work", actor=system_actor(gia_phu), at=timezone.now(), unique_key="k"
        ).pk

    assert len(set(at_once(ask))) == 1


def test_events_reach_a_handler_once_and_in_order_whoever_hands_them_over(
    gia_phu, ta_van, monkeypatch
):
    heard = []
    listener = handlers.Handler(
        "test.listener",
        frozenset({"plans.task.started"}),
        lambda event: heard.append((event.commune_id, event.number)),
    )
    monkeypatch.setitem(handlers.HANDLERS, "test.listener", listener)
    for commune in (gia_phu, ta_van):
        with transaction.atomic():
            for _step in range(JOBS):
                record("plans.task.started", actor=system_actor(commune), subject_id=new_id())

    def hand_over(_number):
        while Delivery.objects.filter(state="waiting").exists():
            deliver_some()

    at_once(hand_over)

    for commune in (gia_phu, ta_van):
        assert [n for code, n in heard if code == commune.pk] == list(range(1, JOBS + 1))
    assert sum(row.count for row in DayCount.objects.all()) == Event.objects.count()
