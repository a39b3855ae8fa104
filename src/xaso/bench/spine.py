"""What the pages of the spine cost with many tasks, beside what they cost with a thousand.

Both communes are served at the same moment and asked in turns, so that whatever else the machine
does falls on both.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from xaso.drills.browser import Browser
from xaso.drills.outcome import percentile

from .installation import Filled, filled
from .pages import AFTER_A_WRITE, PAGES, MeasuredPage
from .said import Said

ABOUT = "Trang nặng thế nào khi có 100.000 việc, so với 1.000 việc"
FEW = 1000
MOST_RATIO = 1.5
WARM_UP = 8
Seconds = dict[str, list[float]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--tasks", type=int, default=100_000, metavar="N")
    parser.add_argument("--rounds", type=int, default=20, metavar="N", help="số lần mở mỗi trang")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument(
        "--postgres",
        action="store_true",
        help="đo trên máy chủ PostgreSQL của DATABASE_URL, trong cơ sở dữ liệu riêng rồi xóa",
    )


def run(options: argparse.Namespace) -> Said:
    server = os.environ.get("DATABASE_URL", "") if options.postgres else ""
    with (
        filled(FEW, options.seed, server) as few,
        filled(options.tasks, options.seed, server) as many,
    ):
        small, big = _measured(few, many, options.rounds)
    pages = {name: _line(small[name], cost) for name, cost in big.items()}
    flat = {page.name for page in PAGES if page.stays_flat}
    grown = [name for name, line in pages.items() if _flat_name(name) in flat and _has_grown(line)]
    data = {
        "tasks": options.tasks,
        "compared_with": FEW,
        "database": "postgresql" if server else "sqlite",
        "pages": pages,
        "grown": grown,
        "pass": not grown,
    }
    return Said(data, _text(pages, grown), is_good=not grown)


def _measured(few: Filled, many: Filled, rounds: int) -> list[dict[str, dict[str, Any]]]:
    places = (few, many)
    today = date.today()  # noqa: DTZ011  the day of this machine, as the server sees it
    seconds: list[Seconds] = [defaultdict(list), defaultdict(list)]
    people = [_signed_in(place) for place in places]
    for page in PAGES:
        for number in range(WARM_UP + rounds):
            for at, place in enumerate(places):
                took = _get(people[at], page, place, today)
                if number >= WARM_UP:
                    seconds[at][page.name].append(took)
        sys.stderr.write(f"{page.name}\n")
    for page in PAGES:
        for number in range(rounds if page.name in AFTER_A_WRITE else 0):
            for at, place in enumerate(places):
                _write(people[at]["officer"], place, number)
                took = _get(people[at], page, place, today)
                seconds[at][f"{page.name}_after_a_write"].append(took)
    return [_costs(place, seconds[at]) for at, place in enumerate(places)]


def _signed_in(place: Filled) -> dict[str, Browser]:
    return {who: place.ground.sign_in(place.told[who]) for who in {page.who for page in PAGES}}


def _get(people: Mapping[str, Browser], page: MeasuredPage, place: Filled, today: date) -> float:
    path = page.path(place.told, today)
    answer = people[page.who].get(path, **{"Accept-Encoding": "br"})
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status} {answer.went_to}")
    return answer.seconds


def _write(officer: Browser, place: Filled, number: int) -> None:
    """Something happens in the commune: nothing that was worked out before may be kept."""
    path = f"/ke-hoach/viec/{place.told['task']}/tien-do/"
    officer.submit(path, {"progress": str(5 + number)})


def _costs(place: Filled, seconds: Seconds) -> dict[str, dict[str, Any]]:
    counted = place.ask("xaso.bench.queries", "--told", json.dumps(place.told))
    return {
        name: {
            "p50_ms": _ms(percentile(times, 0.5)),
            "p95_ms": _ms(percentile(times, 0.95)),
            **counted[_flat_name(name)],
        }
        for name, times in seconds.items()
    }


def _line(small: dict[str, Any], big: dict[str, Any]) -> dict[str, Any]:
    return {
        **big,
        "few": small,
        "ratio_p50": round(big["p50_ms"] / small["p50_ms"], 2),
        "ratio_p95": round(big["p95_ms"] / small["p95_ms"], 2),
    }


def _has_grown(line: Mapping[str, Any]) -> bool:
    return bool(line["ratio_p95"] > MOST_RATIO)


def _flat_name(name: str) -> str:
    return name.removesuffix("_after_a_write")


def _ms(seconds: float | None) -> float:
    return round((seconds or 0) * 1000, 1)


def _text(pages: Mapping[str, Mapping[str, Any]], grown: list[str]) -> str:
    lines = [
        f"{name:28} {line['few']['p50_ms']:7.1f} → {line['p50_ms']:7.1f} ms   "
        f"p95 {line['few']['p95_ms']:7.1f} → {line['p95_ms']:7.1f} ms  ×{line['ratio_p95']:.2f}   "
        f"{line['queries']} truy vấn, {line['bytes']} byte"
        for name, line in pages.items()
    ]
    verdict = f"Nặng lên quá {MOST_RATIO} lần: {', '.join(grown)}." if grown else "Đạt."
    return "\n".join([*lines, verdict])
