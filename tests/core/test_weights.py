"""Pages stay light for a weak link, and cost the same however long a list grows.

weights.csv is the table people read; `make golden` rewrites it. It may move a little by itself.
"""

import logging
import re
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import connection, transaction

from conftest import MORNING
from tests.core.golden import IS_WRITING, read_table, write_table
from tests.core.source import PACKAGE
from tests.core.weights import weigh
from tests.core.world import build_world
from tests.core.world_of_upstream import PROVINCE
from xaso.core.pages.pages import ListPage

pytestmark = [pytest.mark.django_db]
GOLDEN = Path(__file__).parent / "weights.csv"
HTML_BYTES, FIRST_VISIT_BYTES = 14_000, 45_000
OWN_QUERIES, SIGN_IN_QUERIES = 4, 3
MOST_QUERIES = 12
"""Of a page that is no list: it may ask several modules."""
MORE_QUERIES = {
    "desk:doctor": "the machine is asked about itself, one short question for each thing",
    "desk:board": "ten tiles, a map and what waits for a decision, each from its module",
    "desk:home": "tasks, reminders, the survey and exports that are due, each from its module",
    "indicators:target": "one number from plans, values, villages and packs, with its whole history",
    "indicators:compare": "a whole pack twice, each number from the module that counts it",
    "roadmap:compare": "a whole pack twice, each number from the module that counts it",
    "indicators:values": "every number, each from the module that counts it",
    "systems:numbers": "every number, each from the module that counts it",
    **dict.fromkeys(
        (
            "indicators:answer",
            "indicators:gaps",
            "indicators:item",
            "indicators:pack",
            "indicators:packs",
            "indicators:round-hand-in",
            "indicators:round-hand-in-item",
            "indicators:self-score",
            "indicators:set-target",
        ),
        "a whole pack, each number from the module that counts it",
    ),
}
"""Pages past that, and why."""
SAY_HOW_MANY_MORE = {"desk:board", "desk:board-waiting", "desk:home"}
"""Pages that cut a long list and then ask once how long it is."""
TOLERANCE = 0.05
"""A page may move by this share before somebody has to look at it."""
FEW, MANY = 5, 50
HEAD = ["address", "role", "html_bytes", "first_visit_bytes", "own_queries"]


@pytest.fixture(scope="module")
def weighed(django_db_setup, django_db_blocker, tmp_path_factory):
    """The same pages in a commune with few rows and in one with many."""
    folder = tmp_path_factory.mktemp("files")
    with (
        django_db_blocker.unblock(),
        time_machine.travel(MORNING, tick=False),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(settings, "STORAGE_DIR", folder)
        patch.setattr(logging.getLogger("django.request"), "disabled", True)
        return [_in(build_world, folder, rows) for rows in (FEW, MANY)]


@pytest.fixture(scope="module")
def few(weighed):
    return weighed[0]


@pytest.fixture(scope="module")
def many(weighed):
    return weighed[1]


def test_a_page_fits_the_first_packets(many):
    heavy = {name: w.html_bytes for name, w in many.items() if w.html_bytes > HTML_BYTES}

    assert heavy == {}


def test_a_first_visit_with_all_styles_and_scripts_is_light(many):
    heavy = {
        name: w.first_visit_bytes
        for name, w in many.items()
        if w.first_visit_bytes > FIRST_VISIT_BYTES
    }

    assert heavy == {}


def test_a_list_costs_few_queries(many):
    dear = {
        name: w.own_queries
        for name, w in many.items()
        if w.address.is_page and issubclass(w.address.view, ListPage)
        if w.own_queries > OWN_QUERIES
    }

    assert dear == {}


def test_no_page_asks_the_database_without_end(many):
    dear = {name: w.own_queries for name, w in many.items() if w.own_queries > MOST_QUERIES}

    assert dear.keys() == MORE_QUERIES.keys(), dear


def test_knowing_who_asks_costs_few_queries(many):
    dear = {n: w.sign_in_queries for n, w in many.items() if w.sign_in_queries > SIGN_IN_QUERIES}

    assert dear == {}


def test_ten_times_the_rows_cost_no_query_more(few, many):
    grown = {
        name: (few[name].own_queries, weight.own_queries)
        for name, weight in many.items()
        if weight.own_queries > few[name].own_queries + (name in SAY_HOW_MANY_MORE)
    }

    assert grown == {}


def test_no_page_names_another_host(many):
    """But for the province's address, which the office typed and reads again."""
    named = {name: {*w.strangers} - {PROVINCE} for name, w in many.items()}

    assert {name: hosts for name, hosts in named.items() if hosts} == {}


def test_no_style_or_script_names_another_host():
    own = [path for path in PACKAGE.rglob("static/**/*") if path.suffix in {".css", ".js", ".svg"}]
    shape = re.compile(r"""(?:url\(|@import|fetch\(|src=)\s*["']?(?:https?:)?//""")

    assert [path.name for path in own if shape.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the table is of SQLite")
def test_the_table_of_weights_is_as_it_was_read_last(many):
    before = {name: row for name, *row in read_table(GOLDEN)[1:]}
    now = {name: _row(weight) for name, weight in many.items()}
    moved = {name: row for name, row in now.items() if _has_moved(before.get(name), row)}
    if IS_WRITING:
        # What has not moved keeps its line: a token in each page makes its size tremble.
        kept = {name: before[name] for name in now.keys() - moved.keys()} | moved
        write_table(GOLDEN, [HEAD, *([name, *row] for name, row in sorted(kept.items()))])
        return

    assert before.keys() == now.keys(), "make golden"
    assert {name: (before[name], row) for name, row in moved.items()} == {}


def _row(weight):
    return [weight.role, weight.html_bytes, weight.first_visit_bytes, weight.own_queries]


def _has_moved(before, now):
    if before is None or (before[0], int(before[3])) != (now[0], now[3]):
        return True
    return any(
        abs(int(before[place]) - now[place]) > max(300, TOLERANCE * now[place]) for place in (1, 2)
    )


def _in(build, folder, rows):
    with transaction.atomic():
        found = weigh(build(folder, rows))
        transaction.set_rollback(True)
    return found
