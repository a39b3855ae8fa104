"""R12, R13, S24: a backup under load, the machine gone, and all of it back on an empty one.

The empty machine has a new data folder, no setting, and the key as it stands on paper. Every row
and every file must be equal; what was acknowledged before a backup began must be in it; and one
changed byte anywhere in a backup must be found.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from xaso.lib import bech32
from xaso.lib.key_text import write_key

from .contents import compared, contents_of
from .filling import fill
from .ground import CommandFailed, Ground, ground
from .ledger import Ledger, Write, judge, kept_bytes, rows_of_file
from .memory import peak_mb
from .outcome import Outcome
from .spoilt import unnoticed
from .work import Crew, workers

NAME = "restore"
ABOUT = "sao lưu khi đang làm việc, mất máy, khôi phục ở máy trống; đổi một byte có bị phát hiện"
FLIPS = 200
WRITES_BEFORE, WRITES_AFTER = 12, 4
ACK_WITHIN_S = 90.0
RTO_S = 15 * 60
MOST_MB = 300.0
"""Of the backup and of the restore, however large the files."""
WITHIN_S = 3600


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--gigabytes", type=float, default=0.0, metavar="G", help="thêm tệp đính kèm"
    )


def run(options: argparse.Namespace) -> Outcome:
    began, flips = time.monotonic(), options.n or FLIPS
    stick = Path(tempfile.mkdtemp(prefix="xaso-drill-stick-"))
    bare = Path(tempfile.mkdtemp(prefix="xaso-drill-bare-"))
    found = _Found()
    try:
        with ground() as place:
            fill(place.data_dir, int(options.gigabytes * 1e9))
            _back_up(place, stick, found, options.seed)
            _lose_the_machine(place, found)
            _come_back(Ground(bare / "quiet"), found.quiet, found)
            found.faults += compared(found.before, contents_of(bare / "quiet" / "data"))
            _come_back(Ground(bare / "loaded"), found.loaded, found)
            _judge_loaded(bare / "loaded" / "data", found)
        found.flips_missed = unnoticed(
            Path(found.quiet["path"]),
            found.secret,
            flips,
            random.Random(options.seed),  # noqa: S311
        )
    finally:
        shutil.rmtree(stick, ignore_errors=True)
        shutil.rmtree(bare, ignore_errors=True)
    return found.outcome(options, flips, time.monotonic() - began)


@dataclass
class _Found:
    loaded: dict[str, Any] = field(default_factory=dict)
    quiet: dict[str, Any] = field(default_factory=dict)
    before: Any = None
    secret: bytes = b""
    told: list[Write] = field(default_factory=list)
    """Acknowledged before the backup under load began: nothing of it may be missing."""
    open: list[Write] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    flips_missed: list[int] = field(default_factory=list)
    figures: dict[str, float] = field(default_factory=dict)

    def outcome(self, options: argparse.Namespace, flips: int, seconds: float) -> Outcome:
        slow = self.figures["restore_s"] > RTO_S
        fat = max(self.figures["backup_mb"], self.figures["restore_mb"]) > MOST_MB
        return Outcome(
            drill=NAME,
            n=flips,
            seed=options.seed,
            seconds=seconds,
            lost=len(self.lost),
            leak=len(self.flips_missed),
            faults=[
                *self.faults,
                *(f"the changed byte at {place} was not found" for place in self.flips_missed[:5]),
                *([f"restored in {self.figures['restore_s']:.0f} s"] if slow else []),
                *([f"took more than {MOST_MB:.0f} MB of memory"] if fat else []),
            ],
            more={
                "rows": self.quiet["rows"],
                "files": self.quiet["files"],
                "bytes": self.quiet["bytes"],
                "acknowledged": len(self.told),
                **{name: round(value, 1) for name, value in self.figures.items()},
            },
        )


def _back_up(place: Ground, stick: Path, found: _Found, seed: int) -> None:
    """Once while four people write, once when they have stopped."""
    ledger = Ledger()
    place.serve()
    with Crew(workers(place), ledger, seed):
        if not ledger.wait_for(WRITES_BEFORE, ACK_WITHIN_S):
            raise CommandFailed("nobody could write")
        with ledger.lock:
            found.told = list(ledger.told)
        found.loaded = _measured(place, found, "backup", "backup", "--to", str(stick))
        ledger.wait_for(len(found.told) + WRITES_AFTER, ACK_WITHIN_S)
    found.open = [*ledger.told, *ledger.unanswered]
    place.forget_server()
    found.quiet = _measured(place, found, "backup", "backup", "--to", str(stick))


def _lose_the_machine(place: Ground, found: _Found) -> None:
    found.before = contents_of(place.data_dir)
    found.secret = _secret(place.data_dir)
    shutil.rmtree(place.data_dir)


def _come_back(bare: Ground, backup: dict[str, Any], found: _Found) -> None:
    bare.folder.mkdir(parents=True, exist_ok=True)
    typed = bare.folder / "phieu.txt"
    typed.write_text(" ".join(write_key(found.secret)).lower())
    restored = _measured(bare, found, "restore", "restore", backup["path"], "--key", str(typed))
    for what in ("rows", "files"):
        if restored[what] != backup[what]:
            found.faults.append(f"{restored[what]} {what} came back of {backup[what]}")
    verified = bare.run("events", "verify", fine=(0, 1))
    if not verified["ok"]:
        found.faults.append(f"the chain came back broken: {verified['first_broken']}")


def _judge_loaded(folder: Path, found: _Found) -> None:
    ask = partial(rows_of_file, folder)
    judgement = judge(ask, partial(kept_bytes, folder), found.told, found.open)
    found.lost = judgement.lost
    found.faults += [f"doubled: {each}" for each in judgement.doubled]
    found.faults += judgement.faults()


def _secret(data_dir: Path) -> bytes:
    lines = (data_dir / "backup.key").read_text("utf-8").splitlines()
    line = next(each for each in lines if each.startswith("AGE-SECRET-KEY-"))
    return bech32.decode("age-secret-key-", line)


def _measured(place: Ground, found: _Found, what: str, *words: str) -> dict[str, Any]:
    """Runs the command; keeps the longest time and the highest memory of its kind."""
    began, peak = time.monotonic(), 0.0
    with subprocess.Popen(  # noqa: S603  our own program
        [sys.executable, "-m", "xaso", *words, "--json"],
        env=place.env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        while process.poll() is None and time.monotonic() - began < WITHIN_S:
            peak = max(peak, peak_mb(process.pid))
            time.sleep(0.02)
        said = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise CommandFailed(f"{words[0]}: exit {process.returncode} {said[:500]}")
    for name, value in ((f"{what}_s", time.monotonic() - began), (f"{what}_mb", peak)):
        found.figures[name] = max(found.figures.get(name, 0.0), value)
    answer: dict[str, Any] = json.loads(said)
    return answer
