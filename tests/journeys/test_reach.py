"""Every page can be reached by links or buttons, and none of them is broken."""

import csv
from pathlib import Path

import pytest

from tests.journeys.conftest import sign_in
from tests.journeys.crawl import A_FEW, MANY, walk

WEIGHTS = Path(__file__).parents[1] / "core" / "weights.csv"
LOOK_AT_ALL = {"chanh_van_phong", "quan_tri"}
"""Rows in every state have their own buttons; these two people have most of the rights."""
COME_BY_THEMSELVES = {
    "account_inactive",
    "account_reauthenticate",
    "account_logout",
    "desk:villages_review",
    "plans:import-review",
    "ui:components",
}
"""No link leads here: a closed account, a password asked again, a file that was sent, the parts."""


@pytest.fixture(scope="module")
def walks(browser, world_site, site):
    """What each person of both sites reaches by links; "" is a visitor."""
    found = {}
    for where, server in (("world", world_site), ("sample", site)):
        for role, signs_in in {"": None, **server.people}.items():
            context = browser.new_context(base_url=server.url)
            if signs_in:
                sign_in(context.new_page(), *signs_in)
            found[where, role] = walk(context.request, MANY if role in LOOK_AT_ALL else A_FEW)
            context.close()
    return found


def test_no_link_of_anybody_is_broken(walks):
    assert {who: found.broken for who, found in walks.items() if found.broken} == {}


def test_every_page_is_reached_by_somebody(walks):
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        pages = {row["address"] for row in csv.DictReader(file)}
    reached = {name for found in walks.values() for name in found.pages.keys() | found.forms}

    assert sorted(pages - reached - COME_BY_THEMSELVES) == []
