"""Reading changes nothing: the tables before and after every page was opened, in every safe way."""

from __future__ import annotations

import hashlib

from xaso.drills.ground import Ground
from xaso.drills.site import Site

from .tokens import Forger

BOOKKEEPING = {
    "django_session": "who is signed in and when last",
    "xaso_cache": "what is read often and limits of tries",
    "people_signin": "when a session was last at work",
    "jobs_job": "the clock of the server",
    "jobs_worker": "the clock of the server",
    "jobs_schedule": "the clock of the server",
    "events_anchor": "the clock of the server",
    "events_delivery": "events that were handed on meanwhile",
    "events_daycount": "events that were handed on meanwhile",
    "sqlite_sequence": "of the tables above",
}
"""Tables that move without anybody's wish, and what moves them."""
READ = {"privacy.field.read", "residents.list.handed_out", "people.session.opened"}
"""Events that tell of a look or of the drill's own people coming in; a look is no change."""
CHAIN = {"events_event", "events_chainhead"}
SAFE = ("GET", "HEAD", "OPTIONS")


def changed_by_reading(place: Ground, forger: Forger, site: Site) -> int:
    before = _tables(place)
    for person, path in site.pages:
        for method in SAFE:
            forger.ask(method, path, person)
    for address in site.addresses:
        for path in address.examples:
            forger.ask("GET", path, address.person, {"X-HTTP-Method-Override": "POST"})
            forger.ask("GET", f"{path.partition('?')[0]}?_method=POST&confirm=1", address.person)
    after = _tables(place)
    forger.faults += [
        f"reading changed {name}"
        for name in before.keys() | after.keys()
        if before.get(name) != after.get(name)
    ]
    return len(site.pages) * len(SAFE) + 2 * sum(len(each.examples) for each in site.addresses)


def _tables(place: Ground) -> dict[str, str]:
    """Each table and its print; of the chain, how many events of each kind it has."""
    names = place.query("select name from sqlite_master where type='table' order by name")
    tables = {name for (name,) in names} - BOOKKEEPING.keys() - CHAIN
    kinds = place.query("select kind, count(*) from events_event group by kind")
    told = {f"the events {kind}": str(count) for kind, count in kinds if kind not in READ}
    return {f"the table {name}": _print(place, name) for name in tables} | told


def _print(place: Ground, name: str) -> str:
    rows = sorted(map(repr, place.query(f'select * from "{name}"')))  # noqa: S608
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()
