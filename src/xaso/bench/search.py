"""What the search box takes with many rows: whole answers over HTTP, words of every kind."""

from __future__ import annotations

import argparse
import http.client
import os
import sys
from contextlib import ExitStack
from typing import Any
from urllib.parse import quote_plus

from xaso.drills.outcome import percentile

from .installation import Filled, database, stored
from .processes import processor_s
from .said import Said
from .search_rows import RARE

ABOUT = "Ô tìm kiếm khi có 100.000 mục"
MOST_MS = 50.0
FEW_TASKS = 1000
WARM_UP = 3
MEASURES = {
    "code": ("leader", "nhiem-vu-2026-77"),
    "common_words": ("leader", "tập huấn kỹ năng"),
    "half_words": ("leader", "thanh to khong d"),
    "one_letter": ("leader", "t"),
    "rare_word": ("leader", RARE),
    "never_together": ("leader", "camera thanh"),
    "nothing": ("leader", "khongcodau"),
    "nothing_begun_alike": ("leader", "thox"),
    "name_of_a_head": ("officer", "giang a 77"),
    "own_village": ("head", "camera an ninh"),
    "own_village_nothing": ("head", "khongcodau"),
}
"""Who asks, and what is typed; every row has a word that begins as the one begun alike."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rows", type=int, default=100_000, metavar="N")
    parser.add_argument("--rounds", type=int, default=20, metavar="N", help="số lần tìm mỗi phép")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument(
        "--postgres",
        action="store_true",
        help="đo trên máy chủ PostgreSQL của DATABASE_URL, trong cơ sở dữ liệu riêng rồi xóa",
    )


def run(options: argparse.Namespace) -> Said:
    server = os.environ.get("DATABASE_URL", "") if options.postgres else ""
    with ExitStack() as stack:
        url = stack.enter_context(database(server))
        words = ("--tasks", str(FEW_TASKS), "--seed", str(options.seed))
        place = stack.enter_context(stored(*words, database_url=url))
        place.ask("xaso.bench.search_rows", "--rows", str(options.rows))
        place.ground.serve()
        found = _measured(place, options.rounds)
    slow = [name for name, cost in found.items() if cost["p95_ms"] > MOST_MS]
    data = {
        **found,
        "rows": options.rows,
        "database": "postgresql" if server else "sqlite",
        "slow": slow,
        "pass": not slow,
    }
    return Said(data, _text(found, slow), is_good=not slow)


def _measured(place: Filled, rounds: int) -> dict[str, dict[str, float]]:
    people = {who: place.ground.sign_in(place.told[who]) for who in ("leader", "officer", "head")}
    found = {}
    for name, (who, typed) in MEASURES.items():
        for _number in range(WARM_UP):
            _search(people[who], typed)
        before = processor_s(_group(place))
        times = [_search(people[who], typed) for _number in range(rounds)]
        found[name] = {
            "p50_ms": _ms(times, 0.5),
            "p95_ms": _ms(times, 0.95),
            "processor_ms": round((processor_s(_group(place)) - before) * 1000 / rounds, 1),
        }
        sys.stderr.write(f"{name}\n")
    return found


def _group(place: Filled) -> int:
    process = place.ground.server.process
    if process is None:
        raise RuntimeError("the server is not running")
    return process.pid


def _search(browser: Any, typed: str) -> float:
    answer = browser.get(f"/tim/?q={quote_plus(typed)}", **{"Accept-Encoding": "br"})
    if answer.status != http.client.OK:
        raise RuntimeError(f"{typed}: {answer.status} {answer.went_to}")
    return float(answer.seconds)


def _ms(times: list[float], share: float) -> float:
    return round((percentile(times, share) or 0) * 1000, 1)


def _text(found: dict[str, dict[str, float]], slow: list[str]) -> str:
    lines = [
        f"{name:22} p50 {cost['p50_ms']:6.1f} ms   p95 {cost['p95_ms']:6.1f} ms   "
        f"CPU {cost['processor_ms']:6.1f} ms"
        for name, cost in found.items()
    ]
    verdict = f"Quá {MOST_MS:.0f} ms: {', '.join(slow)}." if slow else "Đạt."
    return "\n".join([*lines, verdict])
