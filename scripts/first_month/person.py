"""Somebody at a screen who knows nothing of the program: sees what is shown, reads it, and goes on
by a link or button of the page."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .clock import Clock

PATIENCE_MS = 180_000
MUST = "bắt buộc"
"""Stands in the label of a field that may not stay empty."""
FILE_CLICKS = 3
"""The box, the file in its folder, "Open"."""
READ = (Path(__file__).parent / "read.js").read_text("utf-8")


class Person:
    def __init__(
        self, page: Any, clock: Clock, camera: Callable[[Any, str], None] | None = None
    ) -> None:
        self.page, self.clock, self.camera = page, clock, camera
        self.read_before: set[str] = set()
        page.set_default_timeout(PATIENCE_MS)

    def open(self, address: str) -> None:
        """The only address ever typed: the one on the slip."""
        if self.page.url != "about:blank":
            raise AssertionError(f"no way on this page leads to {address}")
        self.clock.type(len(address))
        self._waited(lambda: self.page.goto(address), is_new=True)

    def sign_in(self, username: str, once: str, password: str) -> None:
        """With the slip of the admin; the first thing asked for is a password of one's own."""
        self.type(self.field("Tên đăng nhập"), username)
        self.type(self.field("Mật khẩu"), once)
        self.press(self.button("Đăng nhập"))
        self.type(self.field("Mật khẩu đang dùng"), once)
        self.type(self.field("Mật khẩu mới"), password)
        self.type(self.field("Gõ lại mật khẩu mới"), password)
        self.press(self.button("Đổi mật khẩu"))

    def link(self, name: str, inside: Any = None) -> Any:
        return (inside or self.page).get_by_role("link", name=name)

    def menu(self, name: str) -> Any:
        return self.page.locator(".main-menu").get_by_role("link", name=name)

    def button(self, name: str, inside: Any = None) -> Any:
        return (inside or self.page.locator("main")).get_by_role("button", name=name)

    def field(self, label: str) -> Any:
        whole = re.compile(rf"^\s*{re.escape(label)}\s*({MUST})?\s*$")
        return self.page.locator("main").get_by_label(whole)

    def press(self, control: Any, *, leads_on: bool = True) -> None:
        """`leads_on`: another page comes of it."""
        self._find(control)
        self.clock.click()
        if leads_on:
            self._waited(lambda: self._go_by(control), is_new=True)
        else:
            control.click()
        self.read()

    def type(self, field: Any, text: str) -> None:
        self._find(field)
        self.clock.click()
        self.clock.type(len(text))
        field.fill(text)

    def choose(self, select: Any, words: str) -> None:
        """Open the list, find the line, press it; what that sets off in the background is not waited
        for: the next choice must hold all the same."""
        self._find(select)
        self.clock.click(2)
        lines = [" ".join(line.split()) for line in select.locator("option").all_inner_texts()]
        wanted = next(line for line in lines if words in line)
        select.select_option(index=lines.index(wanted))

    def tick(self, box: Any) -> None:
        self._find(box)
        self.clock.click()
        box.check()
        self._come_to_rest()

    def give_file(self, field: Any, file: Any) -> None:
        self._find(field)
        self.clock.click(FILE_CLICKS)
        self.clock.think()
        field.set_input_files(file)

    def take_file(self, control: Any) -> bytes:
        """What a press saves on the person's machine."""
        self._find(control)
        self.clock.click()
        saved: list[bytes] = []

        def wait() -> None:
            with self.page.expect_download() as coming:
                control.click()
            saved.append(Path(coming.value.path()).read_bytes())

        self._waited(wait, is_new=False)
        return saved[0]

    def read(self, *, whole: bool = False) -> None:
        """What is new on the screen; `whole`: down to the foot of the page."""
        lines = dict.fromkeys(self.page.evaluate(READ, whole))
        new = [line for line in lines if line not in self.read_before]
        self.read_before.update(new)
        self.clock.read(sum(len(line.split()) for line in new))

    def sees(self, words: str) -> None:
        text = " ".join(self.page.inner_text("main").split())
        if words not in text:
            raise AssertionError(f"“{words}” is not on {self.page.url}: {text[:2000]}")

    def picture(self, name: str) -> None:
        if self.camera:
            self.camera(self.page, name)

    def _find(self, control: Any) -> None:
        """One thought; what is not on the screen is scrolled to, what is not shown is no way."""
        self.clock.think()
        control.wait_for(state="visible")
        if not control.evaluate(IN_SIGHT):
            self.clock.scroll()
            control.scroll_into_view_if_needed()
            self.read()

    def _go_by(self, control: Any) -> None:
        with self.page.expect_navigation(wait_until="load"):
            control.click()
        self._come_to_rest()

    def _waited(self, act: Callable[[], Any], *, is_new: bool) -> None:
        began = time.perf_counter()
        act()
        self.clock.page(time.perf_counter() - began, is_new=is_new)

    def _come_to_rest(self) -> None:
        self.page.locator(BUSY).first.wait_for(state="detached")


BUSY = ".htmx-request, .htmx-swapping, .htmx-settling"
IN_SIGHT = """it => { const box = it.getBoundingClientRect();
  return box.top >= 0 && box.bottom <= window.innerHeight; }"""
