"""S13: the chain of events changed in the database itself, past the program, thousands of times.

Whatever is changed, left out, added, moved, cut off or put back from an older copy must be found; what
leaves the chain whole in itself (a cut end, a chain written anew) is found against the heads saved
before. Untouched chains must stay good. Goes red: leave `data` out of `hash_of` in lib/chain.py.
"""

from __future__ import annotations

import argparse
import time

from xaso.drills.ground import ground
from xaso.drills.inside import told_inside
from xaso.drills.outcome import Outcome

NAME = "audit"
ABOUT = "sửa trộm nhật ký trong cơ sở dữ liệu, xem có bị phát hiện"
USUAL = 3_000
SHOWN = 8


def run(options: argparse.Namespace) -> Outcome:
    began, count = time.monotonic(), options.n or USUAL
    with ground(sample=()) as place:
        told = told_inside(place, "audit.inside", count, options.seed)
    missed = [f"not found: {each}" for each in told["missed"]]
    wrong = [f"wrong alarm: {each}" for each in told["wrong"]]
    return Outcome(
        NAME,
        n=told["tried"],
        seed=options.seed,
        seconds=time.monotonic() - began,
        faults=[*missed[:SHOWN], *wrong[:SHOWN]],
        more={
            "found": told["found"],
            "kinds": told["kinds"],
            "communes": told["communes"],
            "with_anchor_alone": told["with_anchor_alone"],
        },
    )
