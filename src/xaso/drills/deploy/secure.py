"""A browser behind the proxy that ends HTTPS."""

from __future__ import annotations

from collections.abc import Iterable

from xaso.drills.browser import Browser
from xaso.drills.ground import PASSWORD, Ground


class SecureBrowser(Browser):
    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.cookie_lines: list[str] = []

    def _usual(self) -> dict[str, str]:
        return {**super()._usual(), "X-Forwarded-Proto": "https", "Host": "127.0.0.1"}

    def _url(self, path: str) -> str:
        return f"https://127.0.0.1{path}"

    def _keep_cookies(self, lines: Iterable[str]) -> None:
        known = list(lines)
        self.cookie_lines += known
        super()._keep_cookies(known)


def sign_in(place: Ground, person: str) -> SecureBrowser:
    browser = SecureBrowser(place.server.port)
    if person:
        browser.sign_in(person, PASSWORD)
    return browser
