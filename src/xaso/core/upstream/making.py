"""What the commune says next: everything that is to be said is read, and what has changed since it was last
said becomes an event."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from xaso.core.sync.models import Item, State
from xaso.core.units.models import Commune
from xaso.lib import envelope
from xaso.lib.ids import new_id

from .models import Outgoing, Proof, Reported, Uplink
from .outgoing import (
    MOST_SOURCES,
    NotAllowed,
    OutgoingKind,
    Said,
    all_kinds,
    allowed,
    encoded,
    taken_back,
)
from .places import give_numbers

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Word:
    """About one thing of one commune, as it stands."""

    unit_code: str
    said: Said
    is_gone: bool = False


def items_behind(commune: Commune, record_ids: Iterable[UUID]) -> tuple[UUID, ...]:
    """What phones sent to make these records: an event's record bears its id, or that of the event it
    put right."""
    ids = list(record_ids)
    rows = Item.objects.of(commune).filter(Q(pk__in=ids) | Q(replaces__in=ids))
    return tuple(rows.filter(state=State.APPLIED).order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def say_what_changed(link_id: UUID, at: datetime) -> list[str]:
    """Numbers are given here and nowhere else, just after the province has said how far it has come.
    Returns the kinds that could not be read."""
    link = Uplink.objects.select_for_update().select_related("commune").get(pk=link_id)
    faults = []
    for kind in all_kinds():
        try:
            with transaction.atomic():
                _say(link, kind, at)
        except NotAllowed:
            log.exception("kind %s", kind.kind)
            faults.append(kind.kind)
    give_numbers(link)
    link.must_tell_all = False
    link.save(update_fields=["must_tell_all"])
    return faults


def _say(link: Uplink, kind: OutgoingKind, at: datetime) -> None:
    rows = Outgoing.objects.of(link.commune).filter(kind=kind.kind, is_latest=True)
    last = {(row.unit_code, row.key): row for row in rows}
    for word in _words(link, kind, at):
        before = last.pop((word.unit_code, word.said.key), None)
        _say_word(link, kind, word, before, at)
    for (unit_code, key), row in sorted(last.items()):
        if unit_code == link.commune_id and (link.must_tell_all or not _is_gone(row)):
            _say_word(link, kind, Word(unit_code, Said(key, {}), is_gone=True), row, at)


def _words(link: Uplink, kind: OutgoingKind, at: datetime) -> Iterator[Word]:
    """The commune's own, and what communes below have reported to it."""
    own = link.commune_id
    for said in kind.gather(link.commune, at):
        yield Word(own, said)
    below = Reported.objects.of(link.commune).filter(kind=kind.kind, kind_version=kind.version)
    for row in below.exclude(unit=own).order_by("unit", "key").iterator(chunk_size=500):
        yield Word(row.unit_id, Said(row.key, row.body, (row.item_id,)), row.is_gone)


def _say_word(
    link: Uplink, kind: OutgoingKind, word: Word, before: Outgoing | None, at: datetime
) -> None:
    sources = _new_sources(link, kind, word)
    body = _body(kind, word, sources.values())
    if before is not None and not link.must_tell_all and _same(before.content["body"], body):
        return
    if before is not None:
        Outgoing.objects.filter(pk=before.pk).update(is_latest=False)
    content = _content(link, kind, body, at)
    row = Outgoing.objects.create(
        id=UUID(content["id"]),
        commune=link.commune,
        kind=kind.kind,
        unit_code=word.unit_code,
        key=word.said.key,
        content=content,
        content_hash=envelope.content_hash(content),
        made_at=at,
    )
    Proof.objects.bulk_create(
        [Proof(commune=link.commune, item_id=each, outgoing=row) for each in sources]
    )


def _body(kind: OutgoingKind, word: Word, sources: Iterable[bytes]) -> dict[str, Any]:
    if word.is_gone:
        return taken_back(kind.kind, word.unit_code, word.said.key)
    allowed(kind, word.said.body)
    return encoded(kind.kind, word.unit_code, word.said, sources=sources)


def _content(
    link: Uplink, kind: OutgoingKind, body: dict[str, Any], at: datetime
) -> dict[str, Any]:
    said: dict[str, Any] = envelope.checked(
        {
            "id": str(new_id()),
            "actor": str(link.account),
            "kind": kind.kind,
            "v": kind.version,
            "scope": f"xa:{link.hub_code}",
            "at": [round(at.timestamp() * 1000), 0],
            "body": body,
        }
    )
    return said


def _new_sources(link: Uplink, kind: OutgoingKind, word: Word) -> dict[UUID, bytes]:
    """Those no earlier event about this thing has named."""
    if not word.said.items or word.is_gone:
        return {}
    named = Proof.objects.filter(
        item__in=word.said.items,
        outgoing__kind=kind.kind,
        outgoing__unit_code=word.unit_code,
        outgoing__key=word.said.key,
    )
    rows = Item.objects.of(link.commune).filter(pk__in=word.said.items)
    rows = rows.exclude(pk__in=named.values("item")).order_by("pk")[:MOST_SOURCES]
    return {item.pk: bytes(item.content_hash) for item in rows}


def _same(before: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """What it rested on the last time was said; nothing new has come to that."""
    return "src" not in now and {k: v for k, v in before.items() if k != "src"} == now


def _is_gone(row: Outgoing) -> bool:
    return bool(row.content["body"].get("gone"))
