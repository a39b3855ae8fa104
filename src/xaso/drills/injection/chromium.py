"""The same pages in a real browser that listens for anything that runs or is stopped from running."""

from __future__ import annotations

import importlib.util
import re
import shutil
from collections.abc import Iterable
from typing import Any

from xaso.drills.ground import Ground

from .payloads import MARK

CHROMIUMS = ("chromium-headless-shell", "chromium")
"""The first has no window to draw and takes a third of the time."""
STOPPED = re.compile(r"Content Security Policy|violates|Refused to", re.I)
WAIT_MS = 20_000


class Heard:
    def __init__(self) -> None:
        self.visited = 0
        self.faults: list[str] = []

    def listen(self, page: Any) -> None:
        page.expose_function(MARK, lambda *_: self.faults.append(f"{page.url}: {MARK} ran"))
        page.on(
            "dialog", lambda dialog: self._said(page, f"a box says {dialog.message[:60]}", dialog)
        )
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {str(error)[:120]}"))
        page.on("console", lambda line: self._console(page, line.text))

    def went(self, page: Any, address: str) -> bool:
        """A file is saved instead of shown, and the browser stays where it was."""
        from playwright.sync_api import Error

        before = len(self.faults)
        try:
            answer = page.goto(address, timeout=WAIT_MS, wait_until="load")
        except Error as error:
            if "Download is starting" not in str(error):
                raise
            return False
        if answer is not None and "html" not in answer.headers.get("content-type", ""):
            # The frame the browser puts around a picture breaks the picture's own rules.
            self.faults[before:] = [fault for fault in self.faults[before:] if MARK in fault]
        return True

    def _said(self, page: Any, words: str, dialog: Any) -> None:
        self.faults.append(f"{page.url}: {words}")
        dialog.dismiss()

    def _console(self, page: Any, text: str) -> None:
        if STOPPED.search(text) or MARK in text:
            self.faults.append(f"{page.url}: {text[:160]}")


def program() -> str:
    """Where the browser lies; empty without one."""
    return next(filter(None, map(shutil.which, CHROMIUMS)), "")


def is_there() -> bool:
    return importlib.util.find_spec("playwright") is not None and bool(program())


def visit(place: Ground, pages: Iterable[tuple[str, str]]) -> Heard:
    from playwright.sync_api import sync_playwright

    heard, base = Heard(), f"http://127.0.0.1:{place.server.port}"
    by_person: dict[str, list[str]] = {}
    for person, path in pages:
        by_person.setdefault(person, []).append(path)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=program(), args=["--no-sandbox"])
        for person, paths in by_person.items():
            context = browser.new_context()
            cookies = place.sign_in(person).cookies if person else {}
            context.add_cookies(
                [{"name": name, "value": value, "url": base} for name, value in cookies.items()]
            )
            page = context.new_page()
            heard.listen(page)
            for path in paths:
                heard.visited += heard.went(page, base + path)
            context.close()
        browser.close()
    return heard
