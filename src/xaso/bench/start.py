"""From `xaso serve` on a folder in use to the first page that is answered."""

from __future__ import annotations

import argparse
import sys

from xaso.drills.ground import ground
from xaso.drills.outcome import percentile

from .said import Said

ABOUT = "Từ lúc gọi xaso serve tới trang đầu tiên"
MOST_SECONDS = 3.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--starts", type=int, default=10, metavar="N", help="số lần khởi động")


def run(options: argparse.Namespace) -> Said:
    seconds = []
    with ground() as place:
        for number in range(options.starts + 1):
            took = place.serve()
            place.server.stop()
            if number:
                # The first start reads the program from disk; a machine that restarts has it.
                seconds.append(took)
            sys.stderr.write(f"{took:.2f} s\n")
    p50, p95 = percentile(seconds, 0.5) or 0.0, percentile(seconds, 0.95) or 0.0
    data = {
        "starts": options.starts,
        "p50_s": round(p50, 2),
        "p95_s": round(p95, 2),
        "pass": p95 <= MOST_SECONDS,
    }
    text = f"{options.starts} lần khởi động: giữa {p50:.2f} giây, p95 {p95:.2f} giây."
    return Said(data, text, is_good=p95 <= MOST_SECONDS)
