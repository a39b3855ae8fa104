"""A hundred households over EDGE: bytes and seconds; then an answer is lost on the way back.

The bad line comes from a tool beside the program: XASO_WEAKLINK names the folder of its `weaklink.py`,
which wants root.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from xaso.drills.ground import Ground, ground
from xaso.drills.weak_line import said_over, weak_line_tool

from .installation import told_by
from .said import Said

ABOUT = "Một trăm hộ gửi qua đường truyền EDGE, có lần mất câu trả lời"
RECORDS = 100
MOST_UP, MOST_S, MOST_SHARE = 15_000, 15.0, 0.25
MOST_ASKED, MOST_AGAIN = 1_000, 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seed", type=int, default=1, metavar="N")


def run(options: argparse.Namespace) -> Said:
    tool = weak_line_tool()
    with ground() as place:
        found = _over(place, tool, options.seed)
    share = found["up_bytes"] / found["json_bytes"]
    is_good = (
        found["received"] == RECORDS
        and found["up_bytes"] <= MOST_UP
        and found["seconds"] <= MOST_S
        and share <= MOST_SHARE
        and found["asked_bytes"] <= MOST_ASKED
        and found["again_bytes"] == MOST_AGAIN
    )
    text = (
        f"{RECORDS} hộ: gửi {found['up_bytes']} byte trong {found['seconds']} giây, bằng {share:.2f} "
        f"lần nội dung; mất câu trả lời: hỏi hết {found['asked_bytes']} byte, nghe "
        f"{found['told_bytes']} byte, gửi lại {found['again_bytes']} byte."
    )
    return Said({**found, "share": round(share, 3), "pass": is_good}, text, is_good)


def _over(place: Ground, tool: Path, seed: int) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile("w", suffix=".json") as members:
        json.dump(told_by(place.env, "xaso.bench.phones_made", "2"), members)
        members.flush()
        phone = [sys.executable, "-m", "xaso.bench.edge_phone", members.name, RECORDS, seed]
        return said_over(tool, place, phone, profile="edge", seed=seed)
