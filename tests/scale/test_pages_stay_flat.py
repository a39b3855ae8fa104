"""Without a clock: how the database answers the pages, read from its own plans and counted steps."""

from __future__ import annotations

import re
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from xaso.bench.commune import make_place
from xaso.bench.fill import told_of
from xaso.bench.pages import PAGES
from xaso.bench.past import happenings_of_tasks, write_chain
from xaso.bench.tasks import make_tasks
from xaso.bench.values import make_values
from xaso.core.jobs.statistics import refresh_statistics
from xaso.core.people.models import Account
from xaso.modules.plans.public.copies import copies_out_of_step, rebuild_copies

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the plans of SQLite are read"),
]
FEW, MANY = 400, 1600
BIG = (
    "plans_task", "plans_taskvillage", "plans_submission", "plans_evidence", "plans_targetfigure",
    "events_event",
)  # fmt: skip
WHOLE = re.compile(r"^SCAN (\w+)")
STEPS_A_TASK = {"board": 80}
MOST_STEPS_A_TASK = 25
"""Counting inside an index takes the database some steps a row, and only the rows counted; reading the
row itself with what belongs to it takes hundreds. The board counts in nine places."""


@pytest.fixture
def commune(provinces):
    place = make_place(timezone.localdate(), seed=1)
    make_values(place)
    return place


def grow(place, count):
    make_tasks(place, count, lambda _done: None)
    rebuild_copies(place.commune)
    write_chain(place.commune, happenings_of_tasks(place), lambda _done: None)
    return told_of(place, timezone.localdate())


def clients(told):
    found = {}
    for who in {page.who for page in PAGES}:
        client = Client(headers={"accept-encoding": "br"})
        account = Account.objects.get(username=told[who])
        client.force_login(account, backend="xaso.core.people.backend.AccountBackend")
        found[who] = client
    return found


@contextmanager
def steps():
    """Hundreds of steps of the database machine inside the block."""
    counted = [0]

    def count():
        counted[0] += 1

    connection.connection.set_progress_handler(count, 100)
    try:
        yield counted
    finally:
        connection.connection.set_progress_handler(None, 0)


def pages_of(told):
    today = timezone.localdate()
    people = clients(told)
    for page in PAGES:
        path = page.path(told, today)
        people[page.who].get(path)
        yield page.name, people[page.who], path


@pytest.mark.parametrize("is_looked_over", [False, True], ids=["new", "after a night"])
def test_no_page_reads_a_big_table_from_end_to_end(commune, is_looked_over):
    told = grow(commune, MANY)
    if is_looked_over:
        refresh_statistics()
    found = {}

    for name, client, path in pages_of(told):
        asked = Asked()
        with connection.execute_wrapper(asked):
            assert client.get(path).status_code == 200, path
        found[name] = {table for query in asked.queries for table in read_whole(*query)}

    assert {name: tables for name, tables in found.items() if tables} == {}


def test_a_further_task_costs_a_page_next_to_nothing(commune):
    spent = []
    for count in (FEW, MANY - FEW):
        told = grow(commune, count)
        refresh_statistics()
        spent.append({})
        for name, client, path in pages_of(told):
            with steps() as counted:
                client.get(path)
            spent[-1][name] = counted[0] * 100
    few, many = spent

    dear = {
        name: round((many[name] - few[name]) / (MANY - FEW))
        for name in many
        if many[name] - few[name] > STEPS_A_TASK.get(name, MOST_STEPS_A_TASK) * (MANY - FEW)
    }

    assert dear == {}
    assert copies_out_of_step(commune.commune) == 0


class Asked:
    """Every query as it was asked, with its values."""

    def __init__(self):
        self.queries = []

    def __call__(self, execute, sql, params, many, context):
        if sql.startswith("SELECT"):
            self.queries.append((sql, params))
        return execute(sql, params, many, context)


def read_whole(sql, params):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        plan = [row[3] for row in cursor.fetchall()]
    return {found[1] for line in plan if (found := WHOLE.match(line)) and found[1] in BIG}
