"""What plans with many tasks and drives with many households cost to open."""

from __future__ import annotations

import argparse
import http.client
import json
import sys
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from xaso.drills.outcome import percentile

from .installation import Filled, stored
from .plans_pages import PAGES
from .said import Said

ABOUT = "Trang kế hoạch và đợt ra quân nặng thế nào với 100.000 việc, 6.300 hộ trong 55 thôn"
WARM_UP = 3
BOARD = ("campaign_board", "campaign_board_counted")
MOST_BYTES, MOST_P95_MS, MOST_QUERIES = 14_000, 150.0, 7
"""Four questions of the board's own, and three to know who asks."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--tasks", type=int, default=100_000, metavar="N")
    parser.add_argument("--households", type=int, default=6_300, metavar="N")
    parser.add_argument("--rounds", type=int, default=20, metavar="N", help="số lần mở mỗi trang")
    parser.add_argument("--seed", type=int, default=1, metavar="N")


def run(options: argparse.Namespace) -> Said:
    words = {"tasks": options.tasks, "seed": options.seed, "households": options.households}
    flags = [part for name, value in words.items() for part in (f"--{name}", str(value))]
    with stored(*flags) as place:
        place.ground.serve()
        times = _times(place, options.rounds)
        counted = place.ask(
            "xaso.bench.queries",
            "--told",
            json.dumps(place.told),
            "--of",
            "xaso.bench.plans_pages",
        )
    data = {name: {**_moments(times[name]), **counted[name]} for name in counted}
    heavy = [name for name in BOARD if _is_heavy(data[name])]
    return Said(data, _text(data, heavy), is_good=not heavy)


def _times(place: Filled, rounds: int) -> dict[str, list[float]]:
    today = date.today()  # noqa: DTZ011  the day of this machine, as the server sees it
    people = {who: place.ground.sign_in(place.told[who]) for who in {page.who for page in PAGES}}
    seconds: dict[str, list[float]] = defaultdict(list)
    for page in PAGES:
        path = page.path(place.told, today)
        for number in range(WARM_UP + rounds):
            answer = people[page.who].get(path, **{"Accept-Encoding": "br"})
            if answer.status != http.client.OK:
                raise RuntimeError(f"{path}: {answer.status} {answer.went_to}")
            if number >= WARM_UP:
                seconds[page.name].append(answer.seconds)
        sys.stderr.write(f"{page.name}\n")
    return seconds


def _moments(seconds: list[float]) -> dict[str, float]:
    return {
        "p50_ms": round((percentile(seconds, 0.5) or 0) * 1000, 1),
        "p95_ms": round((percentile(seconds, 0.95) or 0) * 1000, 1),
    }


def _is_heavy(line: Mapping[str, Any]) -> bool:
    return bool(
        line["bytes"] > MOST_BYTES
        or line["p95_ms"] > MOST_P95_MS
        or line["queries"] > MOST_QUERIES
    )


def _text(data: Mapping[str, Mapping[str, Any]], heavy: list[str]) -> str:
    lines = [
        f"{name:24} p50 {line['p50_ms']:7.1f} ms   p95 {line['p95_ms']:7.1f} ms   "
        f"{line['queries']} truy vấn, {line['bytes']} byte"
        for name, line in data.items()
    ]
    verdict = f"Nặng quá: {', '.join(heavy)}." if heavy else "Đạt."
    return "\n".join([*lines, verdict])
