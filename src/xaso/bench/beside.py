"""Durable records a second, beside what a commune could take instead: the same load, the same run.

The others come from a folder beside the program (--peers), which starts Kinto and pouchdb-server and loads
them; they listen already. Where one does not, this says so.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from xaso.drills.ground import ground
from xaso.drills.outcome import NotRun

from .phones import measured_round
from .said import Said

ABOUT = "Số mục ghi bền mỗi giây, bên cạnh Kinto và pouchdb-server"
PHONES, RECORDS = 10, 100
PEERS, JUDGE, TIMES = ("kinto", "pouchdb"), "kinto", 5.0
WITHIN_S = 300


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--peers", type=Path, metavar="FOLDER", help="nơi có load-sync.py")


def run(options: argparse.Namespace) -> Said:
    tool = (options.peers or Path()) / "load-sync.py"
    if options.peers is None or not tool.exists():
        raise NotRun("--peers names no folder with load-sync.py")
    with ground() as place:
        made = measured_round(place, PHONES, RECORDS)
    count = PHONES * RECORDS
    own = {
        "records_per_s": round(count / made["all_s"], 1),
        "carried_out_per_s": round(count / made["done_s"], 1) if made["done_s"] else 0.0,
        "json_bytes_per_record": round(made["json_bytes"] / count),
        "up_bytes_per_record": round(made["up_bytes"] / count),
        "down_bytes_per_record": round(made["down_bytes"] / count),
    }
    others = {name: _loaded(tool, name) for name in PEERS}
    if not others[JUDGE]:
        raise NotRun(f"{JUDGE} does not listen")
    times = own["records_per_s"] / others[JUDGE]["records_per_s"]
    is_good = bool(made["pass"]) and times >= TIMES
    data = {"own": own, **others, "times": round(times, 1), "pass": is_good}
    return Said(data, _text(own, others), is_good)


def _loaded(tool: Path, peer: str) -> dict[str, Any]:
    """Nothing for one that is not there."""
    words = [peer, str(PHONES * RECORDS), str(RECORDS), f"devices={PHONES}"]
    done = subprocess.run(  # noqa: S603  the tool the operator named
        [sys.executable, str(tool), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        timeout=WITHIN_S,
        check=False,
    )
    if done.returncode:
        return {}
    said = json.loads(done.stdout)
    return {"json_bytes_per_record": said["json_bytes_per_record"], **said["first"]}


def _text(own: dict[str, Any], others: dict[str, dict[str, Any]]) -> str:
    lines = [f"Xã Số: {own['records_per_s']} mục/giây, gửi {own['up_bytes_per_record']} byte/mục."]
    lines += [
        f"{name}: {said['records_per_s']} mục/giây, gửi {said['up_bytes_per_record']} byte/mục."
        if said
        else f"{name}: không chạy."
        for name, said in others.items()
    ]
    return "\n".join(lines)
