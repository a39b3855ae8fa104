"""S10: requests made elsewhere in a person's name, pages framed, read or led away by a stranger.

Accepted must be none: a form without its token or from another origin, a GET that changes anything, a
method put in by a header, a host of the sender's choice, an address that leads out.
Goes red: `csrf_exempt` on any page, or `redirect(request.GET["next"])`.
"""

from __future__ import annotations

import argparse
import time

from xaso.drills.ground import ground
from xaso.drills.outcome import Outcome
from xaso.drills.site import Site, site_of

from .changes import changed_by_reading
from .elsewhere import led_away, strange_hosts
from .frames import open_to_strangers
from .tokens import Forger

NAME = "forgery"
ABOUT = "yêu cầu giả mạo từ nơi khác, khung lạ, địa chỉ dẫn đi"
SHOWN = 12


def run(options: argparse.Namespace) -> Outcome:
    began = time.monotonic()
    with ground() as place:
        site = thinned(site_of(place), options.n)
        place.serve()
        forger = Forger(place)
        counts = {
            "reading": changed_by_reading(place, forger, site),
            "tokens": forger.forged_forms(site),
            "strangers": open_to_strangers(forger, site),
            "hosts": strange_hosts(forger, site),
            "led_away": led_away(place, forger, site),
        }
    return Outcome(
        NAME,
        n=sum(counts.values()),
        seed=options.seed,
        seconds=time.monotonic() - began,
        faults=list(dict.fromkeys(forger.faults))[:SHOWN],
        more={**counts, "accepted": len(forger.faults)},
    )


def thinned(site: Site, pages: int | None) -> Site:
    """So many pages, evenly over all of them; every address stays."""
    step = max(1, len(site.pages) // pages) if pages else 1
    return Site(site.addresses, site.pages[::step])
