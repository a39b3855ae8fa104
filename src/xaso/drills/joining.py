"""A phone in a real browser joins: the link of the office opened, a PIN chosen, everything taken in."""

from __future__ import annotations

import re
from typing import Any

PIN = "135790"


def join(page: Any, address: str) -> None:
    """`address`: the field app's with the code of the office behind `#`; `page` is Playwright's."""
    page.goto(address)
    page.get_by_role("button", name="Vào").click()
    for title in ("Chọn mã PIN", "Nhập lại mã PIN"):
        page.get_by_role("heading", name=title).wait_for()
        give_pin(page)
    page.get_by_text(re.compile(r"^\d+ hộ$")).wait_for()
    page.evaluate("navigator.serviceWorker.ready")


def give_pin(page: Any, pin: str = PIN) -> None:
    for digit in pin:
        page.get_by_role("button", name=digit, exact=True).click()
