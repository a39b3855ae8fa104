"""R1: `kill -9` while people write. Nothing that was acknowledged is gone, doubled or half there.

Turned red by `answer-first` in tests/drills/broken (the browser is sent on before the commit)
and by `no-transaction` (the row and its event commit apart).
"""

from __future__ import annotations

import argparse
import random
import time

from .ground import Ground, ground
from .ledger import Judgement, Ledger, judge_folder
from .outcome import Outcome, percentile
from .work import Crew, statuses, workers

NAME = "kill"
ABOUT = "tắt ngang máy chủ (kill -9) khi nhiều người đang gửi, xem có mất hay trùng"
KILLS = 200
MOST_WAIT_S = 0.2
READY_TARGET_S = 5.0
FIRST_ACK_WITHIN_S = 60.0
DELIVERED_WITHIN_S = 120.0
COUNTER = "core.events.day_counts.count_by_day"
"""Listens to every event and adds one."""


def run(options: argparse.Namespace) -> Outcome:
    began, kills = time.monotonic(), options.n or KILLS
    ledger, chance = Ledger(), random.Random(options.seed)  # noqa: S311  repeatable
    with ground() as place:
        place.serve()
        people = workers(place)
        ready: list[float] = []
        with Crew(people, ledger, options.seed) as crew:
            for _ in range(kills):
                ready.append(_kill_once(place, crew, ledger, chance))
        faults = _deliveries(place)
        place.forget_server()
        judgement = judge_folder(place.data_dir, ledger)
        faults += [*judgement.faults(), *_chain(place), *_numbers(place), *_server_errors(ledger)]
    p95 = percentile(ready, 0.95) or 0.0
    if p95 > READY_TARGET_S:
        faults.append(f"ready again after {p95:.1f} s (p95)")
    return _outcome(
        options.seed, kills, time.monotonic() - began, ledger, judgement, ready, faults
    )


def _kill_once(place: Ground, crew: Crew, ledger: Ledger, chance: random.Random) -> float:
    """A random moment after an acknowledgement; seconds until the server answered again."""
    with ledger.lock:
        heard = len(ledger.told)
    ledger.wait_for(heard + chance.randrange(1, 6), FIRST_ACK_WITHIN_S)
    time.sleep(chance.uniform(0, MOST_WAIT_S))
    crew.open.clear()
    place.server.kill()
    seconds = place.serve()
    crew.open.set()
    return seconds


def _deliveries(place: Ground) -> list[str]:
    """Every event reaches its listener once: what the listener counted is what was delivered."""
    deadline = time.monotonic() + DELIVERED_WITHIN_S
    while _waiting(place) and time.monotonic() < deadline:
        time.sleep(0.5)
    left = _waiting(place)
    delivered = place.query(
        "select e.kind, count(*) from events_delivery d join events_event e on e.id = d.event_id"
        " where d.handler = ? and d.state = 'done' group by e.kind",
        COUNTER,
    )
    counted = place.query("select kind, sum(count) from events_daycount group by kind")
    faults = [f"{left} deliveries still wait"] if left else []
    if sorted(delivered) != sorted(counted):
        odd = sorted(set(delivered) ^ set(counted))[:3]
        faults.append(f"delivered and counted differ: {odd}")
    return faults


def _waiting(place: Ground) -> int:
    ((count,),) = place.query("select count(*) from events_delivery where state = 'waiting'")
    return int(count)


def _chain(place: Ground) -> list[str]:
    found = place.run("events", "verify", fine=(0, 1))
    return [] if found["ok"] else [f"the chain of events is broken: {found['first_broken']}"]


def _numbers(place: Ground) -> list[str]:
    """Task numbers of a year run from 1 without a gap."""
    rows = place.query("select year, count(number), max(number) from plans_task group by year")
    return [
        f"{count} tasks of {year} have numbers up to {top}"
        for year, count, top in rows
        if count != (top or 0)
    ]


def _server_errors(ledger: Ledger) -> list[str]:
    return [f"{count} answers with status {status}" for status, count in statuses(ledger).items()]


def _outcome(
    seed: int,
    kills: int,
    seconds: float,
    ledger: Ledger,
    judgement: Judgement,
    ready: list[float],
    faults: list[str],
) -> Outcome:
    return Outcome(
        drill=NAME,
        n=kills,
        seed=seed,
        seconds=seconds,
        lost=len(judgement.lost),
        dup=len(judgement.doubled) + len(judgement.phantom),
        p50=percentile(ready, 0.5),
        p95=percentile(ready, 0.95),
        faults=faults,
        more={
            "acknowledged": len(ledger.told),
            "unanswered": len(ledger.unanswered),
            "phantom": len(judgement.phantom),
            "half": len(judgement.half),
            "files_missing": len(judgement.missing_files),
        },
    )
