"""A real browser before a real server with the sample communes; nothing stands still here."""

from __future__ import annotations

import json
import os
import select
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from pathlib import Path
from subprocess import PIPE
from typing import Any

import pytest

from tests.core.weights import WITHOUT_SCREEN
from tests.core.world import PASSWORD

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
XASO = Path(sys.executable).parent / "xaso"
CHROMIUM = "chromium"
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
START_WITHIN_S = 180
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
    env = _environment(tmp_path_factory.mktemp("sample"))
    demo = json.loads(said_by([XASO, "demo", "--json"], env))
    people = {
        account["role"]: (account["username"], account["password"])
        for account in reversed(demo["accounts"])
        if account["commune"] == GIA_PHU
    }
    with _served(env) as url:
        yield Site(url.rstrip("/"), people, {}, env)


@pytest.fixture(scope="session")
def world_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The small world of the access table: every page in every state, people by role code."""
    env = _environment(tmp_path_factory.mktemp("world"))
    told = json.loads(said_by([sys.executable, "-m", "tests.journeys.world_site"], env))
    roles = {username: role for role, username in told["people"].items()}
    people = {role: (username, PASSWORD) for role, username in told["people"].items()}
    pages = {
        name: (roles.get(username, ""), path) for name, (username, path) in told["pages"].items()
    }
    said_by([XASO, "backup", "--json"], env)
    with _served(env) as url:
        yield Site(url.rstrip("/"), people, pages, env, told["alone"], told["codes"])


@pytest.fixture
def new_site(tmp_path: Path) -> Iterator[Site]:
    """A machine where nobody has opened a commune yet: `xaso start`."""
    env = _environment(tmp_path)
    with _served(env, "start") as url:
        first_page = url.removeprefix(env["XASO_URL"])
        yield Site(env["XASO_URL"], {}, {"desk:start": ("", first_page)}, env)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    program = shutil.which(CHROMIUM)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _not_run("playwright is not installed")
    if program is None:
        _not_run("chromium is not installed")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
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
    """Opens every page of the small world as the person who sees the most on it."""

    def visit_all(size: tuple[int, int] = DESKTOP, **options: Any) -> Iterator[tuple[str, Visit]]:
        for role in sorted({role for role, _path in world_site.pages.values()}):
            with ExitStack() as stack:
                visit = _open_window(browser, stack, world_site, role, size, **options)
                for name, (by, path) in sorted(world_site.pages.items()):
                    if by == role and name not in NO_SCREEN:
                        visit.strangers, visit.faults = [], []
                        if _opens(visit.page, path):
                            yield name, visit

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


def _opens(page: Any, path: str) -> bool:
    if path not in _HAS_SCREEN:
        _HAS_SCREEN[path] = _has_screen(page, path)
    if _HAS_SCREEN[path]:
        page.goto(path, wait_until="load")
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


def _environment(data_dir: Path) -> dict[str, str]:
    port = _free_port()
    here = {
        "XASO_DATA_DIR": str(data_dir),
        "XASO_URL": f"http://127.0.0.1:{port}",
        "XASO_STATIC": "plain",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    return {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | here


def said_by(command: list[Any], env: dict[str, str]) -> str:
    words = [str(word) for word in command]
    done = subprocess.run(words, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextmanager
def _served(env: dict[str, str], how: str = "serve") -> Iterator[str]:
    port = env["XASO_URL"].rpartition(":")[2]
    command = [str(XASO), how, "--json", "--port", port]
    log = Path(env["XASO_DATA_DIR"]) / "serve.log"
    with (
        log.open("w") as errors,
        subprocess.Popen(command, env=env, stdout=PIPE, stderr=errors, text=True) as server,
    ):
        try:
            ready, _write, _error = select.select([server.stdout], [], [], START_WITHIN_S)
            assert ready, log.read_text()
            yield json.loads(server.stdout.readline())["url"]
        finally:
            server.terminate()
            server.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
