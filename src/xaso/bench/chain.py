"""A diary of a million events, checked by the command people run; then one row is changed."""

from __future__ import annotations

import argparse
import sqlite3
import time
from contextlib import closing
from typing import Any

from .installation import Filled, stored
from .said import Said

ABOUT = "Kiểm tra chuỗi nhật ký một triệu dòng"
MOST_SECONDS = 30.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--events", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")


def run(options: argparse.Namespace) -> Said:
    words = ("--tasks", "1000", "--events", str(options.events), "--seed", str(options.seed))
    with stored(*words) as place:
        began = time.monotonic()
        whole = place.ground.run("events", "verify", fine=(0, 1))
        seconds = time.monotonic() - began
        changed = _change_one(place, options.events // 2)
        broken = place.ground.run("events", "verify", fine=(0, 1))
    is_found = (broken["first_broken"] or {}).get("number") == changed
    is_good = whole["ok"] and is_found and seconds <= MOST_SECONDS
    data: dict[str, Any] = {
        "events": whole["checked"],
        "seconds": round(seconds, 1),
        "ok": whole["ok"],
        "changed_row_found": is_found,
        "pass": is_good,
    }
    text = (
        f"{whole['checked']} dòng trong {seconds:.1f} giây; "
        f"sửa một dòng thì {'thấy' if is_found else 'KHÔNG thấy'}."
    )
    return Said(data, text, is_good)


def _change_one(place: Filled, number: int) -> int:
    with closing(sqlite3.connect(place.ground.database)) as line, line:
        line.execute("update events_event set kind = kind || '.' where number = ?", [number])
    return number
