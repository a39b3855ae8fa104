"""Reads pages as a signed-in person, without a window: many persons at once, each on a line."""

from __future__ import annotations

from http.client import HTTPConnection
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

MOST_HOPS = 3
PATIENCE_S = 60


class Answer(NamedTuple):
    status: int
    page: str
    """Empty when a file came."""


class Reader:
    """Has the cookies of the person's window, which must stay open meanwhile."""

    def __init__(self, url: str, context: Any) -> None:
        self._line = HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE_S)
        cookies = [f"{each['name']}={each['value']}" for each in context.cookies(url)]
        self._head = {"Cookie": "; ".join(cookies)} if cookies else {}

    def close(self) -> None:
        self._line.close()

    def read(self, path: str) -> Answer:
        for _hop in range(MOST_HOPS + 1):
            self._line.request("GET", path, headers=self._head)
            answer = self._line.getresponse()
            body = answer.read()
            if not answer.headers.get("Location"):
                is_page = answer.headers.get_content_type() == "text/html"
                return Answer(answer.status, body.decode() if is_page else "")
            there = urlsplit(urljoin(path, answer.headers["Location"]))
            path = f"{there.path}?{there.query}" if there.query else there.path
        raise AssertionError(f"{path} leads on more than {MOST_HOPS} times")
