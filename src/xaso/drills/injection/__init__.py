"""S8, S9: hostile words in every field of every table and in every question and form of every page.

Nothing typed may become markup, a handler, an address that runs, a query, a command, a line of the log
or a header; a real browser hears no script run and nothing stopped by the policy.
Goes red: `|safe` in any template, or `mark_safe` around a name.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Sequence

from xaso.drills.ground import Ground, ground
from xaso.drills.inside import told_inside
from xaso.drills.line import request, send
from xaso.drills.outcome import Outcome
from xaso.drills.site import Site, site_of

from .chromium import Heard, is_there, visit
from .payloads import BREAKS, MARK, QUERIES, SCRIPTS, SHELLS, TEMPLATES

NAME = "injection"
ABOUT = "chữ độc trong mọi ô, mọi địa chỉ, mọi trang"
SHOWN = 12
FORGED = ("XD9Z FORGED", "X-Xd9z")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--visits", type=int, default=40, metavar="N", help="số trang mở bằng trình duyệt"
    )


def run(options: argparse.Namespace) -> Outcome:
    began = time.monotonic()
    with ground() as place:
        site = site_of(place)
        canary = place.folder / "canary"
        known = site.save(place.folder / "site.json")
        told = told_inside(place, "injection.inside", known, canary)
        faults = [*told["faults"], *(["a shell has run"] * canary.exists())]
    heard = heard_by_browser(site, options.visits)
    faults += heard.faults
    return Outcome(
        NAME,
        n=told["pages"],
        seed=options.seed,
        seconds=time.monotonic() - began,
        faults=list(dict.fromkeys(faults))[:SHOWN],
        more={
            "fields": told["fields"],
            "payloads": len([*SCRIPTS, *TEMPLATES, *QUERIES, *SHELLS, *BREAKS]),
            "pages_with_payload": told["shown"],
            "browser": heard.visited or "not run: Chromium or playwright is not installed",
            "faults_found": len(set(faults)),
        },
    )


def heard_by_browser(site: Site, visits: int) -> Heard:
    """In an installation that was planted alone: nobody has been shut out of it by other attacks."""
    with ground() as place:
        told_inside(place, "injection.planted", place.folder / "canary")
        place.serve()
        heard = visit(place, spread(site, visits)) if is_there() else Heard()
        heard.faults += log_faults(place)  # last: wrong passwords close the door for a while
        heard.faults += ["a shell has run"] * (place.folder / "canary").exists()
    return heard


def spread(site: Site, count: int) -> Sequence[tuple[str, str]]:
    """So many pages, evenly over all of them."""
    step = max(1, len(site.pages) // max(count, 1))
    return site.pages[::step]


def log_faults(place: Ground) -> Iterable[str]:
    """Lines of the log are written by the program alone."""
    for words in BREAKS:
        sent = words.encode()
        headers = [
            (b"Host", b"127.0.0.1"),
            (b"Connection", b"close"),
            (b"User-Agent", sent.replace(b"\r", b"").replace(b"\n", b"")),
        ]
        send(
            place.server.port,
            request("GET", b"/khong-co/%0d%0aXD9Z%20FORGED%20LINE/?next=%0d%0aX-Xd9z:1", headers),
        )
        place.browser().post("/dang-nhap/", {"login": words, "password": words})
    lines = place.server.said().splitlines()
    found = [line for line in lines if line.lstrip().startswith(FORGED)]
    return [f"the log was written by somebody: {line[:80]!r}" for line in found]


__all__ = ["ABOUT", "MARK", "NAME", "run"]
