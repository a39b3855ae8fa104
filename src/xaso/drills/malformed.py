"""S1: thousands of malformed requests over every address, from every kind of person and from nobody.

Nothing may answer 5xx, the server must live on and take no more memory than it may.
There is no JSON API yet that a schema could be read from; the addresses come from the URLconf.
Goes red: let core/pages/keyset.py pass on what it catches, or take NoNulMiddleware out.
"""

from __future__ import annotations

import argparse
import re
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from .ground import Ground, ground
from .line import send
from .malformed_lines import LINES
from .malformed_requests import Aimed, Malformed
from .memory import peak_mb
from .outcome import Outcome, percentile
from .site import PEOPLE, Site, site_of

NAME = "malformed"
ABOUT = "hàng nghìn yêu cầu méo mó vào mọi địa chỉ"
USUAL, THREADS = 10_000, 4
MOST_MB = 300
SLOW_S, LINE_S = 10.0, 3.0
SHOWN = 8
EVERYDAY = "/dang-nhap/"
FAILED = re.compile(r"^Internal Server Error|Exception while serving")


@dataclass
class Tally:
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, status: int, seconds: float, told: str) -> None:
        with self.lock:
            self.statuses[status // 100] += 1
            self.seconds.append(seconds)
            if status >= 500 or seconds > SLOW_S:
                self.broken.append(f"{status} after {seconds:.1f} s: {told}")


def run(options: argparse.Namespace) -> Outcome:
    began, count = time.monotonic(), options.n or USUAL
    with ground() as place:
        site = site_of(place)
        place.serve()
        tally = attack(place, site, count, options.seed)
        alive = place.server.is_alive() and place.browser().get(EVERYDAY).status == 200
        peak = peak_mb(place.server.process.pid) if place.server.process else 0.0
        said = place.server.said()
    faults = [*sorted(set(tally.broken))[:SHOWN], *_in_the_log(said)]
    if not alive:
        faults.append("the server does not answer any more")
    if peak > MOST_MB:
        faults.append(f"{peak:.0f} MB of memory")
    return Outcome(
        NAME,
        n=sum(tally.statuses.values()),
        seed=options.seed,
        seconds=time.monotonic() - began,
        p50=percentile(tally.seconds, 0.5),
        p95=percentile(tally.seconds, 0.95),
        faults=faults,
        more={
            "addresses": len(site.addresses),
            "answers": {_kind(each): number for each, number in sorted(tally.statuses.items())},
            "5xx": tally.statuses[5],
            "lines": len(LINES),
            "peak_mb": round(peak),
        },
    )


def attack(place: Ground, site: Site, count: int, seed: int) -> Tally:
    tally, cookies = Tally(), _cookies(place)
    threads = [
        threading.Thread(
            target=_requests,
            args=(place.server.port, Malformed(site, cookies, seed + part), part, count, tally),
        )
        for part in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for line in LINES:
        began = time.monotonic()
        reply = send(place.server.port, *line.pieces, wait_s=LINE_S, close_early=line.leaves)
        tally.count(reply.status, time.monotonic() - began, line.name)
    return tally


def _requests(port: int, maker: Malformed, part: int, count: int, tally: Tally) -> None:
    for number in range(part, count, THREADS):
        aimed = maker.next(number)
        began = time.monotonic()
        reply = send(port, aimed.content)
        tally.count(reply.status, time.monotonic() - began, _told(aimed))


def _told(aimed: Aimed) -> str:
    return f"{aimed.address} by {aimed.told}"


def _cookies(place: Ground) -> Mapping[str, Mapping[str, str]]:
    visitor = place.browser()
    visitor.get(EVERYDAY)
    return {
        "": visitor.cookies,
        **{person: place.sign_in(person).cookies for person in PEOPLE.values()},
    }


def _in_the_log(said: str) -> list[str]:
    """A request that failed inside says so even where the line was gone by then. What was refused
    has a traceback there too, under another heading."""
    lines = said.splitlines()
    failed = [number for number, line in enumerate(lines) if FAILED.search(line)]
    return sorted({f"log: {lines[each][:160]} {_reason(lines[each + 1 :])}" for each in failed})[
        :SHOWN
    ]


def _reason(lines: list[str]) -> str:
    """The last line of the traceback that follows."""
    if not lines or not lines[0].startswith("Traceback"):
        return ""
    return next((line[:160] for line in lines[1:] if not line.startswith(" ")), "")


def _kind(hundreds: int) -> str:
    return f"{hundreds}xx" if hundreds else "closed"
