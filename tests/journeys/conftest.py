"""A real browser before a real server with the sample communes; nothing stands still here."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from tests.core.weights import WITHOUT_SCREEN
from tests.core.world import PASSWORD
from tests.journeys.field_phone import office, phone  # noqa: F401 - fixtures of two files
from tests.journeys.servers import XASO, environment, said_by, served
from xaso.drills.injection.chromium import program

HERE = Path(__file__).parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESKTOP = (360, 740), (1280, 900)
PATIENCE_MS = 60_000
"""A busy machine is no fault of a page."""
_HAS_SCREEN: dict[str, bool] = {}
"""What each path of the small world was found to be; it is asked once."""
GIA_PHU = "02923"
NO_SCREEN = {"account_logout"} | WITHOUT_SCREEN.keys()
"""Opening these would sign the person out, or shows nothing."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture
def clock() -> None:
    """The browser and the server live by the clock on the wall."""


@pytest.fixture
def own_files() -> None:
    """The files are the server's own."""


@dataclass(frozen=True)
class Site:
    """A running server: user name and password of its people by role."""

    url: str
    people: dict[str, tuple[str, str]]
    pages: dict[str, tuple[str, str]]
    """{address: (role that sees the most on it, path)}; the sample is walked by links instead."""
    env: dict[str, str]
    alone: dict[str, str] = field(default_factory=dict)
    """User names of people of the small world that one journey alone needs; see world_states.py."""
    codes: list[str] = field(default_factory=list)
    """Of the printed slip of `alone["has_slip"]`, each to be used once."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The sample made by `xaso demo`, served by `xaso serve`; people of Gia Phú by label."""
    env = environment(tmp_path_factory.mktemp("sample"))
    demo = json.loads(said_by([XASO, "demo", "--json"], env))
    people = {
        account["role"]: (account["username"], account["password"])
        for account in reversed(demo["accounts"])
        if account["commune"] == GIA_PHU
    }
    with served(env) as url:
        yield Site(url.rstrip("/"), people, {}, env)


@pytest.fixture(scope="session")
def world_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The small world of the access table: every page in every state, people by role code."""
    env = environment(tmp_path_factory.mktemp("world"))
    told = json.loads(said_by([sys.executable, "-m", "tests.journeys.world_site"], env))
    roles = {username: role for role, username in told["people"].items()}
    people = {role: (username, PASSWORD) for role, username in told["people"].items()}
    pages = {
        name: (roles.get(username, ""), path) for name, (username, path) in told["pages"].items()
    }
    said_by([XASO, "backup", "--json"], env)
    with served(env) as url:
        yield Site(url.rstrip("/"), people, pages, env, told["alone"], told["codes"])


@pytest.fixture
def new_site(tmp_path: Path) -> Iterator[Site]:
    """A machine where nobody has opened a commune yet: `xaso start`."""
    env = environment(tmp_path)
    with served(env, "start") as url:
        first_page = url.removeprefix(env["XASO_URL"])
        yield Site(env["XASO_URL"], {}, {"desk:start": ("", first_page)}, env)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _not_run("playwright is not installed")
    if not program():
        _not_run("chromium is not installed")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program(), args=FLAGS)
        yield chromium
        chromium.close()


@dataclass
class Visit:
    """One person's window; `strangers` are requests that left for another host."""

    page: Any
    strangers: list[str]
    faults: list[str]
    """Script errors and refused resources the browser complained about."""


@pytest.fixture
def window(browser: Any) -> Iterator[Callable[..., Visit]]:
    """window(site, "Văn thư", PHONE) is signed in; without a role it is a visitor's."""
    with ExitStack() as stack:
        yield partial(_open_window, browser, stack)


@pytest.fixture(scope="session")
def pages_of_the_world(browser: Any, world_site: Site) -> Callable[..., Iterator[Any]]:
    """Opens every page of the small world as the person who sees the most on it, in a window of
    each size; `script` is there before those of the page."""

    def visit_all(
        sizes: list[tuple[int, int]], script: str = "", **options: Any
    ) -> Iterator[tuple[str, list[Visit]]]:
        for role in sorted({role for role, _path in world_site.pages.values()}):
            with ExitStack() as stack:
                visits = [
                    _open_window(browser, stack, world_site, role, size, **options)
                    for size in sizes
                ]
                for visit in visits:
                    visit.page.add_init_script(script)
                for name, (by, path) in sorted(world_site.pages.items()):
                    if by == role and name not in NO_SCREEN and _open(visits, path):
                        yield name, visits

    return visit_all


def _open_window(
    browser: Any,
    stack: ExitStack,
    site: Site,
    role: str = "",
    size: tuple[int, int] = DESKTOP,
    **options: Any,
) -> Visit:
    context = browser.new_context(
        base_url=site.url,
        viewport={"width": size[0], "height": size[1]},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        reduced_motion="reduce",
        **options,
    )
    stack.callback(context.close)
    context.set_default_timeout(PATIENCE_MS)
    visit = Visit(context.new_page(), [], [])
    _listen(visit, site.url)
    if role:
        sign_in(visit.page, *site.people[role])
    return visit


def sign_in(page: Any, username: str, password: str) -> None:
    give_password(page, username, password)
    assert "/dang-nhap/" not in page.url, page.inner_text("main")


def give_password(page: Any, username: str, password: str) -> None:
    page.goto("/dang-nhap/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", password)
    with page.expect_navigation():
        page.press("input[name=password]", "Enter")


def give_code(page: Any, code: str) -> None:
    page.fill("input[name=code]", code)
    with page.expect_navigation():
        page.press("input[name=code]", "Enter")
    assert "/dang-nhap/" not in page.url, page.inner_text("main")


def go_by(control: Any) -> None:
    """Press a link or button that leads on; what follows is read on the next page, not on this."""
    with control.page.expect_navigation():
        control.click()


def _open(visits: list[Visit], path: str) -> bool:
    """In all windows at once; False where there is nothing to see."""
    if path not in _HAS_SCREEN:
        _HAS_SCREEN[path] = _has_screen(visits[0].page, path)
    if _HAS_SCREEN[path]:
        for visit in visits:
            visit.strangers, visit.faults = [], []
            visit.page.goto(path, wait_until="commit")
        for visit in visits:
            visit.page.wait_for_load_state("load")
    return _HAS_SCREEN[path]


def _has_screen(page: Any, path: str) -> bool:
    """False for what answers with a file or only to a form that is sent."""
    answer = page.request.get(path, max_redirects=3)
    is_page = "html" in answer.headers.get("content-type", "")
    if answer.status == HTTPStatus.METHOD_NOT_ALLOWED or not is_page:
        return False
    assert answer.ok, (path, answer.status)
    return True


def _listen(visit: Visit, url: str) -> None:
    def request_made(request: Any) -> None:
        if not request.url.startswith((url, "data:", "blob:")):
            visit.strangers.append(request.url)

    def said(message: Any) -> None:
        if message.type == "error":
            visit.faults.append(message.text)

    visit.page.on("request", request_made)
    visit.page.on("console", said)
    visit.page.on("pageerror", lambda error: visit.faults.append(str(error)))


def _not_run(why: str) -> None:
    """Without a browser the journeys are left out; on the server that is a failure."""
    if os.environ.get("XASO_CI") == "1":
        pytest.fail(f"not run: {why}")
    pytest.skip(f"not run: {why}")
