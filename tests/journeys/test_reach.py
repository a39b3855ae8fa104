"""Every page can be reached by links or buttons, and none of them is broken."""

import csv
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.core.world import PASSWORD
from tests.journeys.conftest import give_code, give_password, sign_in
from tests.journeys.crawl import A_FEW, MANY, walk
from tests.journeys.reader import Reader

WEIGHTS = Path(__file__).parents[1] / "core" / "weights.csv"
LOOK_AT_ALL = {"chanh_van_phong", "quan_tri"}
"""Rows in every state have their own buttons; these two people have most of the rights."""
COME_BY_THEMSELVES = {
    "account_inactive",
    "account_reauthenticate",
    "account_logout",
    "coverage:close-petition",
    "desk:phone-item-files",
    "desk:phone-recovery",
    "desk:villages_review",
    "field:app",
    "plans:import-review",
    "plans:take-back-acceptance",
    "roadmap:awareness-restore",
    "teams:confirm-report",
    "ui:components",
}
"""No link leads here: a closed account, a password asked again, a file that was sent, taking back
what has just been done (offered once, with the words that say it is done), the parts, the app a phone's
camera opens, a petition whose places were all measured well again, photos that have not come for two weeks,
a commune that came back from a backup, a report that was phoned in and that the village has not confirmed yet."""

SEES_WHO_IS_SHUT_OUT = ("world", "quan_tri")
"""The door opens again by itself after some minutes, so it is shut right before this walk starts."""
AT_ONCE = 2
MOST_TRIES = 10
"""Wrong passwords until the door is shut at the latest."""


@pytest.fixture(scope="module")
def walks(browser, world_site, site):
    """What each person of both sites reaches by links; "" is a visitor."""
    servers = {"world": world_site, "sample": site}
    with ExitStack() as stack:
        readers = {
            (where, role): signed_in(browser, stack, server, *names)
            for where, server in servers.items()
            for role, names in {"": (), **server.people}.items()
        }
        slip = world_site.alone["has_slip"]
        readers["world", "has_slip"] = signed_in_with_slip(browser, stack, world_site, slip)
        shut_out(browser, world_site, world_site.alone["shut_out"])
        return all_walks(readers)


def all_walks(readers):
    """Several persons at once at each server."""
    first = sorted(readers, key=lambda who: who != SEES_WHO_IS_SHUT_OUT)
    with ExitStack() as stack:
        pools = {
            where: stack.enter_context(ThreadPoolExecutor(AT_ONCE))
            for where in {where for where, _role in readers}
        }
        going = {
            (where, role): pools[where].submit(
                walk, readers[where, role], MANY if role in LOOK_AT_ALL else A_FEW
            )
            for where, role in first
        }
        return {who: walked.result() for who, walked in going.items()}


def signed_in(browser, stack, server, *names):
    context = stack.enter_context(closing(browser.new_context(base_url=server.url)))
    if names:
        sign_in(context.new_page(), *names)
    return stack.enter_context(closing(Reader(server.url, context)))


def signed_in_with_slip(browser, stack, server, username):
    """At two machines, each time with the next code of the slip."""
    for _machine in range(2):
        context = stack.enter_context(closing(browser.new_context(base_url=server.url)))
        page = context.new_page()
        give_password(page, username, PASSWORD)
        give_code(page, server.codes.pop())
    return stack.enter_context(closing(Reader(server.url, context)))


def shut_out(browser, server, username):
    with closing(browser.new_context(base_url=server.url)) as context:
        page = context.new_page()
        for _try in range(MOST_TRIES):
            give_password(page, username, "không phải mật khẩu này")
            if "Nhập sai quá nhiều lần" in page.inner_text("main"):
                return
    pytest.fail(f"{username} may still try after {MOST_TRIES} wrong passwords")


def test_no_link_of_anybody_is_broken(walks):
    assert {who: found.broken for who, found in walks.items() if found.broken} == {}


def test_every_page_is_reached_by_somebody(walks):
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        pages = {row["address"] for row in csv.DictReader(file)}
    reached = {name for found in walks.values() for name in found.pages.keys() | found.forms}

    assert sorted(pages - reached - COME_BY_THEMSELVES) == []
