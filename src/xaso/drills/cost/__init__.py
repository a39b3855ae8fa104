"""S17: a hundred kilobytes of nonsense to every pattern, reader and question of the program.

None may take more than a second of the processor. Patterns are found in the source, readers by their
signatures, so that new ones are tried without being listed. Goes red: `re.compile(r"(a+)+$")` anywhere.
"""

from __future__ import annotations

import argparse
import time

from xaso.drills.ground import ground
from xaso.drills.inside import told_inside
from xaso.drills.outcome import Outcome
from xaso.drills.site import site_of

NAME = "cost"
ABOUT = "đầu vào dài 100 kB cho mọi mẫu, mọi hàm đọc, mọi ô tìm"
MOST_S = 1.0
SHOWN = 12


def run(options: argparse.Namespace) -> Outcome:
    began = time.monotonic()
    with ground() as place:
        site = site_of(place).save(place.folder / "site.json")
        told = told_inside(place, "cost.inside", site, options.seed, options.n or 0)
    slow = sorted(told["slow"], reverse=True)
    return Outcome(
        NAME,
        n=told["tried"],
        seed=options.seed,
        seconds=time.monotonic() - began,
        faults=[f"{seconds:.1f} s: {where} with {what}" for seconds, where, what in slow][:SHOWN]
        + told["broken"][:SHOWN],
        more={
            "patterns": told["patterns"],
            "readers": told["readers"],
            "files": told["files"],
            "pages": told["pages"],
            "longest_s": round(told["longest"], 2),
            "longest_of": told["longest_of"],
        },
    )
