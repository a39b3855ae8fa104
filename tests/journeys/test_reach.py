"""Every page can be reached by links, none of them is broken, none asks another host."""

import csv
from pathlib import Path

import pytest

from tests.journeys.crawl import walk

WEIGHTS = Path(__file__).parents[1] / "core" / "weights.csv"


def test_no_link_of_anybody_is_broken(walks):
    assert {role: found.broken for role, found in walks.items() if found.broken} == {}


def test_every_page_is_reached_by_somebody(walks):
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        pages = {row["address"] for row in csv.DictReader(file)}
    reached = {name for found in walks.values() for name in found.pages}

    assert sorted(pages - reached - NO_LINK_LEADS_TO) == []


def test_a_visitor_meets_no_broken_link(window):
    visitor = window()

    assert walk(visitor.page.context.request).broken == []


@pytest.mark.slow
def test_no_page_asks_another_host_or_trips_over_its_own_rules(shown, window):
    for role in sorted({role for role, _path in shown.values()}):
        visit = window(role)
        for name, (by, path) in shown.items():
            if by == role:
                visit.page.goto(path, wait_until="load")
                assert (visit.strangers, visit.faults) == ([], []), name


NO_LINK_LEADS_TO = {"account_inactive", "account_reauthenticate", "account_logout"}
"""Pages that come by themselves: an account that was closed, a password asked again."""
