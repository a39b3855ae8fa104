"""S18: what the program is built from is pinned by hash, and building it twice gives the same bytes.

Every requirement line has its hashes, everything from npm its integrity, what is installed is what is
locked, nothing of others lies in the repository, the wheel is the same from two folders on two days.
Goes red: take one `--hash` out of requirements/run.txt, or put a moment of now into a built file.
"""

from __future__ import annotations

import argparse
import time

from xaso.drills.outcome import NotRun, Outcome

from .locks import lock_faults, vendored
from .tree import ROOT, is_source_tree
from .wheel import wheel_faults

NAME = "build"
ABOUT = "bộ cài dựng hai lần giống hệt, thư viện ghim bằng mã băm"
SHOWN = 10


def run(options: argparse.Namespace) -> Outcome:
    if not is_source_tree(ROOT):
        raise NotRun("this is an installed program, not a source tree")
    began = time.monotonic()
    pinned, faults = lock_faults(ROOT)
    foreign = vendored(ROOT)
    differences, files, size = wheel_faults(ROOT)
    return Outcome(
        NAME,
        n=pinned,
        seed=options.seed,
        seconds=time.monotonic() - began,
        faults=[*faults, *foreign, *differences][:SHOWN],
        more={
            "pinned": pinned,
            "wheel_files": files,
            "wheel_bytes": size,
            "differences": len(differences),
        },
    )
