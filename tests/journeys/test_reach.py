"""Every page can be reached by links or buttons, and none of them is broken."""

import csv
from contextlib import closing
from pathlib import Path

import pytest

from tests.core.world import PASSWORD
from tests.journeys.conftest import give_code, give_password, sign_in
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


SEES_WHO_IS_SHUT_OUT = ("world", "quan_tri")
"""The door opens again by itself after some minutes, so it is shut right before this walk."""
MOST_TRIES = 10
"""Wrong passwords until the door is shut at the latest."""


@pytest.fixture(scope="module")
def walks(browser, world_site, site):
    """What each person of both sites reaches by links; "" is a visitor."""
    found = {
        ("world", "has_slip"): walk_with_slip(browser, world_site, world_site.alone["has_slip"])
    }
    for where, server in (("world", world_site), ("sample", site)):
        for role, signs_in in {"": None, **server.people}.items():
            if (where, role) == SEES_WHO_IS_SHUT_OUT:
                shut_out(browser, world_site, world_site.alone["shut_out"])
            with closing(browser.new_context(base_url=server.url)) as context:
                if signs_in:
                    sign_in(context.new_page(), *signs_in)
                most = MANY if role in LOOK_AT_ALL else A_FEW
                found[where, role] = walk(context.request, most)
    return found


def shut_out(browser, server, username):
    with closing(browser.new_context(base_url=server.url)) as context:
        page = context.new_page()
        for _try in range(MOST_TRIES):
            give_password(page, username, "không phải mật khẩu này")
            if "Nhập sai quá nhiều lần" in page.inner_text("main"):
                return
    pytest.fail(f"{username} may still try after {MOST_TRIES} wrong passwords")


def walk_with_slip(browser, server, username):
    """Signed in at two machines, each time with the next code of the slip."""
    with (
        closing(browser.new_context(base_url=server.url)) as other,
        closing(browser.new_context(base_url=server.url)) as here,
    ):
        for context, code in ((other, server.codes.pop()), (here, server.codes.pop())):
            page = context.new_page()
            give_password(page, username, PASSWORD)
            give_code(page, code)
        return walk(here.request)


def test_no_link_of_anybody_is_broken(walks):
    assert {who: found.broken for who, found in walks.items() if found.broken} == {}


def test_every_page_is_reached_by_somebody(walks):
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        pages = {row["address"] for row in csv.DictReader(file)}
    reached = {name for found in walks.values() for name in found.pages.keys() | found.forms}

    assert sorted(pages - reached - COME_BY_THEMSELVES) == []
