"""Phones of a village and the commune, thousands of times by chance: requests and replies lost, doubled,
late, cut off and garbled, the commune's machine dying before it has committed and between storing and
carrying out, clocks two days off, things given up, phones copied and shut, roles ending, the database
coming back from an older backup.

Judged by a ledger written on the phones' side. Turned red by each of four mutants in
tests/core/sync/test_sync_mutants.py: ids that do not count, epochs nobody looks at, an answer before the
commit, clashes nobody is asked about.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from xaso.drills.outcome import Outcome

NAME = "sync"
ABOUT = (
    "điện thoại của thôn và máy xã: mất mạng, mất trả lời, gửi lại, khôi phục, hai người cùng sửa"
)
SCHEDULES = 100
AT_ONCE = 2
ENOUGH, LEAST_SHARE = 200, 0.05
"""From so many schedules on each fault must have been met in one of twenty."""
COUNTS = ("saved", "acked", "lost", "duplicated", "silent_overwrites", "false_clashes")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--schedules", type=int, default=0, metavar="N", help="số kịch bản")


def run(options: argparse.Namespace) -> Outcome:
    began, count = time.monotonic(), options.schedules or options.n or SCHEDULES
    shares = [count // AT_ONCE + (place < count % AT_ONCE) for place in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        jobs = [
            pool.submit(_part, share, options.seed * AT_ONCE + place)
            for place, share in enumerate(shares)
            if share
        ]
        parts = [job.result() for job in jobs]
    return _outcome(count, options.seed, time.monotonic() - began, parts)


def _part(count: int, seed: int) -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        env = {**os.environ, "XASO_DATA_DIR": folder, "DATABASE_URL": "", "XASO_STATIC": "plain"}
        words = [sys.executable, "-m", "xaso.drills.sync.inside", str(count), str(seed)]
        said = subprocess.run(words, env=env, cwd=Path(folder), check=True, stdout=subprocess.PIPE)  # noqa: S603  our own program
    found: dict[str, Any] = json.loads(said.stdout.splitlines()[-1])
    return found


def _outcome(count: int, seed: int, seconds: float, parts: list[dict[str, Any]]) -> Outcome:
    total = {name: sum(part[name] for part in parts) for name in COUNTS}
    met: Counter[str] = sum((Counter(part["schedules_with"]) for part in parts), Counter())
    faults = [line for part in parts for line in part["missed"]]
    if count >= ENOUGH:
        rare = [kind for kind, number in met.items() if number < LEAST_SHARE * count]
        faults += [f"{kind} was met in {met[kind]} schedules only" for kind in rare]
    more = {key: total[key] for key in COUNTS if key != "lost"}
    return Outcome(
        drill=NAME,
        n=count,
        seed=seed,
        seconds=seconds,
        lost=total["lost"],
        dup=total["duplicated"],
        faults=faults[:12],
        more={**more, "faults_met": dict(sorted(met.items()))},
    )
