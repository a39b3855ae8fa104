"""S6: hostile files through every form that takes one.

None may be kept as it came if it can run, none may keep where it was taken, none may break the server
or take its memory; each refusal is said in Vietnamese and what was typed beside it is still there.
Goes red: keep the bytes of a photo as they came (core/files/actions.py), or let `kind_of` take HTML.
"""

from __future__ import annotations

import argparse
import time
from random import Random

from xaso.drills.ground import ground
from xaso.drills.memory import now_mb, peak_mb
from xaso.drills.outcome import Outcome, percentile
from xaso.drills.site import site_of

from .corpus import corpus
from .doors import Door, doors, unknown_forms
from .item import Item
from .kept import kept_faults, served_faults
from .sending import Sender

NAME = "uploads"
ABOUT = "gửi tệp độc qua mọi ô nhận tệp"
MOST_MB = 300
SHOWN = 12


def run(options: argparse.Namespace) -> Outcome:
    began = time.monotonic()
    with ground() as place:
        site = site_of(place)
        place.serve()
        pid = place.server.process.pid if place.server.process else 0
        before = now_mb(pid)
        known = list(doors(place, site))
        sender = Sender(place)
        for door, item in chosen(known, options.n, options.seed):
            sender.send(door, item)
        kept, served = kept_faults(place), served_faults(place, site)
        peak = peak_mb(pid)
    faults = [*sender.faults, *kept.faults, *served.faults]
    faults += [f"a form this drill does not know: {name}" for name in unknown_forms(site)]
    if peak > MOST_MB:
        faults.append(f"{peak:.0f} MB of memory")
    return Outcome(
        NAME,
        n=sender.sent,
        seed=options.seed,
        seconds=time.monotonic() - began,
        p50=percentile(sender.seconds, 0.5),
        p95=percentile(sender.seconds, 0.95),
        faults=list(dict.fromkeys(faults))[:SHOWN],
        more={
            "files": len(corpus()),
            "doors": len(known),
            "taken": sender.taken,
            "refused": sender.refused,
            "kept": kept.count,
            "served": served.count,
            "before_mb": round(before),
            "peak_mb": round(peak),
        },
    )


def chosen(known: list[Door], count: int | None, seed: int) -> list[tuple[Door, Item]]:
    """Every file through every door, or so many of them that each file and each door has its turn."""
    pairs = [(door, item) for item in corpus() for door in known]
    if count is None or count >= len(pairs):
        return pairs
    start = Random(seed).randrange(len(known))  # noqa: S311
    files, turns = corpus(), range(max(count, len(corpus()), len(known)))
    return [(known[(start + turn) % len(known)], files[turn % len(files)]) for turn in turns]
