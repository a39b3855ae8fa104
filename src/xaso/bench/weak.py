"""The board and a list over the line of a village: EDGE, and as slow as EDGE can be.

The bad line itself comes from a tool beside the program: XASO_WEAKLINK names the folder of its
`weaklink.py`, which wants root. Where it is not there, nothing is measured and this says so.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from xaso.drills.ground import PASSWORD, Ground, ground
from xaso.drills.weak_line import said_over, weak_line_tool

from .said import Said

ABOUT = "Toàn cảnh và danh sách việc qua đường truyền 2G"
LINES = ("edge", "edge-bad")
LEADER = "thao.giaphu"
PATHS = ("/toan-canh/", "/toan-canh/cho-toi-quyet/", "/ke-hoach/viec/", "/viec-cua-toi/")
MOST_SECONDS = {"edge": 5.0, "edge-bad": 10.0}
"""For a page whose styles and scripts the phone has already."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def run(options: argparse.Namespace) -> Said:
    del options
    tool = weak_line_tool()
    with ground() as place:
        lines = {name: _over(place, tool, name) for name in LINES}
    slow = [
        f"{name} {path}"
        for name, visits in lines.items()
        for path in PATHS
        if visits[path]["page_s"] > MOST_SECONDS[name]
    ]
    return Said({"lines": lines, "slow": slow, "pass": not slow}, _text(lines), not slow)


def _over(place: Ground, tool: Path, name: str) -> dict[str, Any]:
    visit = [sys.executable, "-m", "xaso.bench.visit"]
    who = ["--username", LEADER, "--password", PASSWORD]
    return said_over(tool, place, [*visit, *PATHS, *who], profile=name)


def _text(lines: dict[str, Any]) -> str:
    return "\n".join(
        f"{name:9} {path:18} {visits[path]['page_s']:5.1f} giây ({visits[path]['page_bytes']} byte), "
        f"lần đầu {visits[path]['first_visit_s']:.1f} giây ({visits[path]['first_visit_bytes']} byte)"
        for name, visits in lines.items()
        for path in PATHS
    ) + "".join(
        f"\n{name:9} bấm Duyệt rồi thấy việc sau: {visits['approve']['round_trip_s']:.1f} giây "
        f"({visits['approve']['round_trip_bytes']} byte)"
        for name, visits in lines.items()
    )
