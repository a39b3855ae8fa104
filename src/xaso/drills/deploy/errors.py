"""Every kind of failure, provoked: what a person is told, and what nobody may be told."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

from xaso.drills.browser import Answer, Browser
from xaso.drills.ground import Ground
from xaso.drills.line import request, send

TELLS = re.compile(
    r"Traceback|Exception|Error\b|site-packages|/src/xaso|\.py\b|DEBUG|django|sqlite|psycopg|SELECT |"
    r"OperationalError|urlpatterns|settings\.|waitress|line \d+",
    re.I,
)
HIDDEN = ["/.git/config", "/xaso.sqlite3", "/secret_key", "/.env", "/static/../secret_key",
          "/static/%2e%2e/%2e%2e/secret_key", "/files/", "/admin/", "/__debug__/", "/server-status"]  # fmt: skip
BROKEN_TABLE = "plans_task"


def error_faults(place: Ground, browser: Browser) -> list[str]:
    faults = [
        f"{about}: {each}" for about, answer in _failures(place, browser) for each in _told(answer)
    ]
    for path in HIDDEN:
        answer = browser.get(path)
        if answer.status not in {400, 404}:
            faults.append(f"{path} answers {answer.status}")
    return [*faults, *_trace(place)]


def _failures(place: Ground, browser: Browser) -> Iterator[tuple[str, Answer]]:
    yield "a page that is not there", browser.get("/khong-co/")
    yield "a page of others", browser.get("/nhat-ky/")
    yield (
        "a form without its token",
        browser.post("/ke-hoach/lap/", {"csrfmiddlewaretoken": "x" * 64}),
    )
    yield "a method nobody takes", browser.post("/tro-giup/")
    yield "a day that is none", browser.get("/lich/2026-02-30/xac-nhan/")
    with closing(sqlite3.connect(place.database, timeout=30)) as line:
        line.execute(f"alter table {BROKEN_TABLE} rename to gone")
        line.commit()
        try:
            answer = browser.get("/ke-hoach/viec/")
        finally:
            line.execute(f"alter table gone rename to {BROKEN_TABLE}")
            line.commit()
    yield "a failure of ours", answer
    if answer.status != 500:
        raise RuntimeError(f"the broken table was not noticed: {answer.status}")


def _told(answer: Answer) -> Iterator[str]:
    found = TELLS.search(re.sub(r"<[^>]*>", " ", answer.text))
    if found:
        yield f"the page says {found[0]!r}"
    if answer.status < 400:
        yield f"answer {answer.status}"


def _trace(place: Ground) -> list[str]:
    """TRACE would send a person's cookie back to a script."""
    headers = [
        (b"Host", b"127.0.0.1"),
        (b"Connection", b"close"),
        (b"Cookie", b"a=xd9z"),
        (b"X-Forwarded-Proto", b"https"),
    ]
    reply = send(place.server.port, request("TRACE", b"/", headers))
    return ["TRACE sends cookies back"] * (b"xd9z" in reply.body)
