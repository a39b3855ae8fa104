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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.crawl import Walk, walk
from xaso.core.rights.roles import all_roles

HERE = Path(__file__).parent
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
START_WITHIN_S = 60


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
    url: str
    accounts: list[dict[str, Any]]
    data_dir: Path

    def username(self, role: str, commune: str = "02923") -> str:
        """The sample person of that role; `role` is the label people read."""
        return self._account(role, commune)["username"]

    def password(self, role: str, commune: str = "02923") -> str:
        return self._account(role, commune)["password"]

    def roles(self, commune: str = "02923") -> list[str]:
        return [account["role"] for account in self.accounts if account["commune"] == commune]

    def _account(self, role: str, commune: str) -> dict[str, Any]:
        return next(
            account
            for account in self.accounts
            if account["commune"] == commune and account["role"] == role
        )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The sample made by `xaso demo` in a folder of its own, served by `xaso serve`."""
    data_dir = tmp_path_factory.mktemp("sample")
    port = _free_port()
    env = {
        **os.environ,
        "XASO_DATA_DIR": str(data_dir),
        "XASO_URL": f"http://127.0.0.1:{port}",
        "XASO_STATIC": "plain",
    }
    env.pop("DATABASE_URL", None)
    demo = json.loads(_said(["demo", "--json"], env))
    command = [str(XASO), "serve", "--json", "--port", str(port)]
    log = (data_dir / "serve.log").open("w")
    server = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        yield Site(_first_line(server)["url"], demo["accounts"], data_dir)
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


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
def window(browser: Any, site: Site) -> Iterator[Callable[..., Visit]]:
    """window("Chủ tịch UBND xã", DESKTOP) is signed in; without a role it is a visitor's."""
    open_contexts = []

    def make(role: str = "", size: tuple[int, int] = DESKTOP, **options: Any) -> Visit:
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": size[0], "height": size[1]},
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            reduced_motion="reduce",
            **options,
        )
        open_contexts.append(context)
        visit = Visit(context.new_page(), [], [])
        _listen(visit, site.url)
        if role:
            sign_in(visit.page, site.username(role), site.password(role))
        return visit

    yield make
    for context in open_contexts:
        context.close()


@pytest.fixture(scope="session")
def walks(browser: Any, site: Site) -> dict[str, Walk]:
    """What each sample person of Gia Phú reaches by links; "" is a visitor."""
    found = {}
    for role in ["", *dict.fromkeys(site.roles())]:
        context = browser.new_context(base_url=site.url)
        if role:
            sign_in(context.new_page(), site.username(role), site.password(role))
        found[role] = walk(context.request)
        context.close()
    return found


@pytest.fixture(scope="session")
def shown(walks: dict[str, Walk]) -> dict[str, tuple[str, str]]:
    """For each page the role that sees the most on it, and a path: {name: (role, path)}."""
    rights = {role.label: len(role.rights) for role in all_roles().values()}
    found: dict[str, tuple[str, str]] = {}
    for role, walked in sorted(walks.items(), key=lambda each: rights.get(each[0], 0)):
        found |= {name: (role, path) for name, path in walked.pages.items()}
    return found


def sign_in(page: Any, username: str, password: str) -> None:
    page.goto("/dang-nhap/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", password)
    with page.expect_navigation():
        page.press("input[name=password]", "Enter")
    assert "/dang-nhap/" not in page.url, page.inner_text("main")


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


def _said(words: list[str], env: dict[str, str]) -> str:
    done = subprocess.run(
        [str(XASO), *words], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _first_line(server: subprocess.Popen[str]) -> dict[str, Any]:
    ready, _write, _error = select.select([server.stdout], [], [], START_WITHIN_S)
    assert ready, "the server did not start in time"
    line = server.stdout.readline() if server.stdout else ""
    found: dict[str, Any] = json.loads(line)
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
