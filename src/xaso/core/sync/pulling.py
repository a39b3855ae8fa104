"""What a phone is told of the commune's records: all of them once, then what events have touched.

The feed is the diary itself: an event gets its number while its commune's writers are held back until
the commit, so nothing can ever appear behind a number that was given out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from typing import Any
from uuid import UUID

from django.utils.crypto import salted_hmac

from xaso.core.events.models import ChainHead, Event
from xaso.core.events.touched import touched
from xaso.core.rights.actor import Actor
from xaso.lib.base64url import as_text, from_text

from .models import Device, Station
from .sharing import Shared, shared_with
from .telling import open_states, told_since

LEAST_BYTES, MOST_BYTES = 2_000, 64_000
MOST_EVENTS, AT_A_TIME, EVENTS_AT_A_TIME = 1_000, 100, 20


@dataclass(frozen=True)
class Cursor:
    """Opaque to the phone. Whatever it says, rights are asked for on every page."""

    epoch: str
    reach: str
    """What the person may see, as a mark: another one, and all is told anew."""
    number: int
    kind: str = ""
    after: str = ""
    """Where a first telling stands; no kind when it is over."""


@dataclass
class Page:
    rows: list[dict[str, Any]] = field(default_factory=list)
    size: int = 0

    def add(self, row: dict[str, Any]) -> None:
        self.rows.append(row)
        self.size += len(json.dumps(row, ensure_ascii=False).encode())


def pull(*, actor: Actor, device: Device, cursor: str, most_bytes: int) -> dict[str, Any]:
    station = Station.objects.get(commune=actor.commune)
    most = min(max(most_bytes, LEAST_BYTES), MOST_BYTES)
    known = _read(cursor)
    here = Cursor(str(station.epoch), _reach(actor), _head(actor))
    begins = (
        known is None
        or (known.epoch, known.reach) != (here.epoch, here.reach)
        or known.number > here.number  # of a life of this database that is lost
    )
    page, then, more = (
        _first_telling(actor, replace(here, kind="", after=""), most)
        if known is None or begins
        else _go_on(actor, known, most)
    )
    if then is None:
        begins, (page, then, more) = True, _first_telling(actor, here, most)
    return {
        "ep": str(station.epoch),
        "reset": ["*"] if begins else [],
        "rows": page.rows,
        "st": told_since(device, None if known is None or begins else known.number)
        + open_states(device, actor.account_id),
        "c": _written(then),
        "more": more,
    }


def _go_on(actor: Actor, known: Cursor, most: int) -> tuple[Page, Cursor | None, bool]:
    if known.kind:
        return _first_telling(actor, known, most)
    return _since(actor, known, most)


def _first_telling(actor: Actor, at: Cursor, most: int) -> tuple[Page, Cursor | None, bool]:
    """Kind after kind by id. What changes meanwhile is told afterwards: its events come later."""
    page = Page()
    for kind in shared_with(actor):
        if kind.name < at.kind:
            continue
        last = at.after if kind.name == at.kind else ""
        rows = kind.rows(actor).order_by("pk")
        if last:
            rows = rows.filter(pk__gt=UUID(last))
        for row in rows.iterator(chunk_size=AT_A_TIME):
            if page.size >= most:
                return page, replace(at, kind=kind.name, after=last), True
            page.add(_shown(actor, kind, row))
            last = str(row.pk)
    return page, replace(at, kind="", after=""), at.number < _head(actor)


def _since(actor: Actor, known: Cursor, most: int) -> tuple[Page, Cursor | None, bool]:
    """None instead of a cursor: too much has changed to name it, begin anew."""
    page, number, kinds = Page(), known.number, shared_with(actor)
    events = Event.objects.filter(commune=actor.commune, number__gt=known.number)
    told: dict[str, set[UUID]] = {kind.name: set() for kind in kinds}
    rest = iter(events.order_by("number")[:MOST_EVENTS])
    while page.size < most and (some := list(islice(rest, EVENTS_AT_A_TIME))):
        for kind in kinds:
            ids = _touched(kind, some)
            if ids is None:
                return page, None, True
            _add(page, actor, kind, [each for each in ids if each not in told[kind.name]])
            told[kind.name].update(ids)
        number = some[-1].number
    return page, replace(known, number=number), number < _head(actor)


def _touched(kind: Shared, events: Iterable[Event]) -> list[UUID] | None:
    """Each once, in the order of the events."""
    found: dict[UUID, None] = {}
    for event in events:
        ids = touched(kind.heard, event)
        if ids is None:
            return None
        found |= dict.fromkeys(ids)
    return list(found)


def _add(page: Page, actor: Actor, kind: Shared, ids: Iterable[UUID]) -> None:
    wanted = list(ids)
    if not wanted:
        return
    there = {row.pk: row for row in kind.rows(actor).filter(pk__in=wanted)}
    others = _of_others(actor, kind, [key for key in wanted if key not in there])
    for key in wanted:
        if key in others:
            continue
        row = there.get(key)
        gone = {"t": kind.name, "id": str(key), "gone": True}
        page.add(gone if row is None else _shown(actor, kind, row))


def _of_others(actor: Actor, kind: Shared, ids: list[UUID]) -> set[UUID]:
    """What never was on this phone needs no word that it is gone."""
    if kind.elsewhere is None or not ids:
        return set()
    return set(kind.elsewhere(actor).filter(pk__in=ids).values_list("pk", flat=True))


def _shown(actor: Actor, kind: Shared, row: Any) -> dict[str, Any]:
    return {"t": kind.name, "id": str(row.pk), **kind.shown(actor, row)}


def _reach(actor: Actor) -> str:
    villages = sorted(str(each) for each in actor.village_ids or ())
    kinds = [kind.name for kind in shared_with(actor)]
    said = json.dumps([str(actor.account_id), actor.village_ids is None, villages, kinds])
    return salted_hmac("xaso-sync-reach", said).hexdigest()[:16]


def _head(actor: Actor) -> int:
    head = ChainHead.objects.filter(commune=actor.commune).first()
    return head.number if head else 0


def _written(cursor: Cursor | None) -> str:
    said = json.dumps(asdict(cursor) if cursor else {}, separators=(",", ":"))
    return as_text(said.encode())


def _read(text: str) -> Cursor | None:
    """None for the first time, and for whatever is no cursor of ours."""
    try:
        said = json.loads(from_text(text))
        cursor = Cursor(**said)
        if cursor.after:
            UUID(cursor.after)
        is_sound = type(cursor.number) is int and 0 <= cursor.number < 2**63
        is_sound = is_sound and isinstance(cursor.kind, str)
    except (ValueError, TypeError, AttributeError):
        return None
    return cursor if is_sound else None
