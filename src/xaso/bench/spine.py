"""What the pages of the spine cost with many tasks, beside what they cost with a thousand.

Both communes are served at the same moment and asked in turns, so that whatever else the machine
does falls on both.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from xaso.drills.outcome import percentile

from .installation import Filled, filled
from .pages import AFTER_A_WRITE, PAGES, MeasuredPage
from .processes import processor_s
from .said import Said

ABOUT = "Trang nặng thế nào khi có 100.000 việc, so với 1.000 việc"
FEW = 1000
MOST_RATIO = 1.5
WARM_UP = 8
WRITTEN = "_after_a_write"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--tasks", type=int, default=100_000, metavar="N")
    parser.add_argument("--rounds", type=int, default=60, metavar="N", help="số lần mở mỗi trang")
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
    grown = [name for name, line in pages.items() if _page(name) in flat and _has_grown(line)]
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
    visits = [Visit(place) for place in (few, many)]
    for page in PAGES:
        for _number in range(WARM_UP):
            for visit in visits:
                visit.get(page)
        _in_turns(visits, page, rounds, page.name)
        sys.stderr.write(f"{page.name}\n")
    for page in PAGES:
        if page.name in AFTER_A_WRITE:
            _in_turns(visits, page, rounds, f"{page.name}{WRITTEN}", is_written=True)
    return [visit.costs() for visit in visits]


def _in_turns(
    visits: Sequence[Visit],
    page: MeasuredPage,
    rounds: int,
    name: str,
    *,
    is_written: bool = False,
) -> None:
    for number in range(rounds):
        for visit in visits:
            if is_written:
                visit.write(number)
            visit.measure(page, name)


class Visit:
    """People of one commune at its server, and what their pages took."""

    def __init__(self, place: Filled) -> None:
        self.place = place
        self.today = date.today()  # noqa: DTZ011  the day of this machine, as the server sees it
        self.people = {
            who: place.ground.sign_in(place.told[who]) for who in {page.who for page in PAGES}
        }
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.processor: dict[str, float] = defaultdict(float)

    def get(self, page: MeasuredPage) -> float:
        path = page.path(self.place.told, self.today)
        answer = self.people[page.who].get(path, **{"Accept-Encoding": "br"})
        if answer.status != http.client.OK:
            raise RuntimeError(f"{path}: {answer.status} {answer.went_to}")
        return answer.seconds

    def measure(self, page: MeasuredPage, name: str) -> None:
        before = processor_s(self._group)
        self.seconds[name].append(self.get(page))
        self.processor[name] += processor_s(self._group) - before

    def write(self, number: int) -> None:
        """Something happens in the commune: nothing that was worked out before may be kept."""
        path = f"/ke-hoach/viec/{self.place.told['task']}/tien-do/"
        self.people["officer"].submit(path, {"progress": str(5 + number)})

    def costs(self) -> dict[str, dict[str, Any]]:
        counted = self.place.ask("xaso.bench.queries", "--told", json.dumps(self.place.told))
        return {
            name: {
                "p50_ms": _ms(percentile(times, 0.5)),
                "p95_ms": _ms(percentile(times, 0.95)),
                "processor_ms": _ms(self.processor[name] / len(times)),
                **counted[_page(name)],
            }
            for name, times in self.seconds.items()
        }

    @property
    def _group(self) -> int:
        process = self.place.ground.server.process
        if process is None:
            raise RuntimeError("the server is not running")
        return process.pid


def _line(small: dict[str, Any], big: dict[str, Any]) -> dict[str, Any]:
    return {
        **big,
        "few": small,
        **{
            f"ratio_{what}": round(big[f"{what}_ms"] / max(small[f"{what}_ms"], 0.1), 2)
            for what in ("p50", "p95", "processor")
        },
    }


def _has_grown(line: Mapping[str, Any]) -> bool:
    return bool(line["ratio_p95"] > MOST_RATIO)


def _page(name: str) -> str:
    return name.removesuffix(WRITTEN)


def _ms(seconds: float | None) -> float:
    return round((seconds or 0) * 1000, 1)


def _text(pages: Mapping[str, Mapping[str, Any]], grown: list[str]) -> str:
    lines = [
        f"{name:28} {line['few']['p50_ms']:7.1f} → {line['p50_ms']:7.1f} ms   "
        f"p95 {line['few']['p95_ms']:7.1f} → {line['p95_ms']:7.1f} ms  ×{line['ratio_p95']:.2f}   "
        f"CPU ×{line['ratio_processor']:.2f}   {line['queries']} truy vấn, {line['bytes']} byte"
        for name, line in pages.items()
    ]
    verdict = f"Nặng lên quá {MOST_RATIO} lần: {', '.join(grown)}." if grown else "Đạt."
    return "\n".join([*lines, verdict])
