"""One person's visit over a slow line: `python -m xaso.bench.visit`, run on the far side of it.

One connection, kept open, everything compressed, as a browser of a phone would at worst: first with
nothing kept (page, styles, scripts, pictures), then the page alone. Prints seconds and bytes.
"""

from __future__ import annotations

import argparse
import http.client
import json
import re
import sys
import time
from collections.abc import Mapping
from typing import Any

from xaso.drills.browser import Browser
from xaso.drills.forms import forms_in

WAITING = "/toan-canh/cho-toi-quyet/"
ACCEPTING = re.compile(r"/ke-hoach/nop/[0-9a-f-]+/duyet/")
PARTS = re.compile(r'(?:src|href)="(/static/[^"]+\.(?:css|js|svg))"')


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m xaso.bench.visit")
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--username", required=True)
    parser.add_argument("--password", required=True)
    parser.add_argument("paths", nargs="+")
    options = parser.parse_args()
    browser = Browser(options.port, host=options.host)
    began = time.monotonic()
    browser.sign_in(options.username, options.password)
    found: dict[str, Any] = {"sign_in_s": round(time.monotonic() - began, 2)}
    for path in options.paths:
        found[path] = _visit(browser, path)
    found["approve"] = _approve(browser)
    sys.stdout.write(json.dumps(found))


def _visit(browser: Browser, path: str) -> dict[str, float]:
    line = http.client.HTTPConnection(browser.host, browser.port, timeout=120)
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    headers = {"Cookie": cookies, "Accept-Encoding": "identity"}
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    if answer.status != http.client.OK:
        raise SystemExit(f"{path}: {answer.status}")
    parts = list(dict.fromkeys(PARTS.findall(answer.read().decode())))
    headers["Accept-Encoding"] = "br"
    first_s, first_bytes = _read(line, [path, *parts], headers)
    again_s, again_bytes = _read(line, [path], headers)
    line.close()
    return {
        "first_visit_s": round(first_s, 2),
        "first_visit_bytes": first_bytes,
        "page_s": round(again_s, 2),
        "page_bytes": again_bytes,
    }


def _approve(browser: Browser) -> dict[str, float]:
    """From the thumb on "Duyệt" to the list without what was decided, each on a connection of its own."""
    forms = forms_in(browser.get(WAITING).text)
    form = next(each for each in forms if ACCEPTING.match(each.action))
    answer = browser.post(form.action, form.fields)
    after = browser.get(answer.went_to, **{"Accept-Encoding": "br"})
    if after.status != http.client.OK:
        raise SystemExit(f"{form.action}: {answer.status}, then {after.status}")
    return {
        "round_trip_s": round(answer.seconds + after.seconds, 2),
        "round_trip_bytes": len(answer.body) + len(after.body),
    }


def _read(
    line: http.client.HTTPConnection, paths: list[str], headers: Mapping[str, str]
) -> tuple[float, int]:
    began, size = time.monotonic(), 0
    for path in paths:
        line.request("GET", path, headers=dict(headers))
        size += len(line.getresponse().read())
    return time.monotonic() - began, size


if __name__ == "__main__":
    main()
