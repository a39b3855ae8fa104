"""A batch as it comes in, read and proved before anything is locked or written."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from xaso.lib import envelope, p256
from xaso.lib.base64url import from_text

from .receipts import Receipt

MOST_BYTES = 512 * 1024
MOST_TIMES = 20
"""How much larger a batch may be than what was sent; up to ALWAYS_BYTES always."""
ALWAYS_BYTES = 256 * 1024
MOST_TEXT_BYTES = 4 * 1024 * 1024
"""Of a batch with all its sealed bodies: read, it takes forty times as much memory."""
MOST_EVENTS = 2000
DEFAULTS = ("actor", "scope", "kind", "v")


class BadBatch(ValueError):
    """Nothing of it can be believed; nothing is stored."""


@dataclass(frozen=True)
class Arrived:
    number: int
    event: dict[str, Any]
    content_hash: bytes
    previous: bytes
    """The chain hash of the one before, as this device says."""
    chain_hash: bytes
    signature: bytes
    """Of the person, over `signed_hash`: the last of the run this event stands in."""
    signed_hash: bytes
    is_signed: bool


@dataclass(frozen=True)
class Batch:
    device_id: UUID
    got: Receipt | None
    """The last receipt the device holds, as it says; whether it is ours, its signature proves."""
    first: int
    previous: bytes
    """The chain hash of the one before the first, as this device says."""
    now_ms: int
    highest: int
    oldest_ms: int | None
    app: str
    events: tuple[Arrived, ...]


def unpacked(body: bytes) -> bytes:
    if len(body) > MOST_BYTES:
        raise BadBatch("too large")
    stream = zlib.decompressobj(wbits=31)
    try:
        most = min(max(MOST_TIMES * len(body), ALWAYS_BYTES), MOST_TEXT_BYTES)
        text = stream.decompress(body, most)
    except zlib.error as error:
        raise BadBatch("not gzip") from error
    if not stream.eof or stream.unused_data:
        raise BadBatch("cut off, or larger than it may be")
    return text


def read_batch(
    text: bytes,
    keys_of: Callable[[str], Collection[bytes]],
    unseal: Callable[[UUID, bytes], bytes | None],
) -> Batch:
    """`keys_of`: the public keys of a person on this device. Raises BadBatch."""
    try:
        said = envelope.read(text)
        if not isinstance(said, dict) or said.get("b") != 1:
            raise BadBatch("no batch")
        events = _events(said, unseal, MOST_TEXT_BYTES - len(text))
        return _batch(said, _proved(said, events, keys_of))
    except (envelope.NotCanonical, KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadBatch(str(error)) from error


def _batch(said: Mapping[str, Any], events: tuple[Arrived, ...]) -> Batch:
    oldest = said.get("old")
    return Batch(
        device_id=UUID(said["dev"]),
        got=_receipt(said["got"]) if said.get("got") else None,
        first=_count(said["n0"]),
        previous=from_text(said["prev"]),
        now_ms=_whole(said["now"]),
        highest=_count(said["hi"]),
        oldest_ms=None if oldest is None else _whole(oldest),
        app=str(said.get("app", ""))[:40],
        events=events,
    )


def _receipt(said: Sequence[Any]) -> Receipt:
    epoch, number, head, safe_number, signature = said
    return Receipt(
        UUID(epoch), _count(number), from_text(head), _count(safe_number), from_text(signature)
    )


def _events(
    said: Mapping[str, Any], unseal: Callable[[UUID, bytes], bytes | None], room: int
) -> list[dict[str, Any]]:
    """Each with what the batch says for all of them, its body open."""
    shared = {key: said[key] for key in DEFAULTS if key in said}
    if len(said["ev"]) > MOST_EVENTS:
        raise BadBatch("too many events")
    found = []
    for each in said["ev"]:
        event = {**shared, **each}
        if "seal" in event:
            opened = unseal(UUID(event["id"]), from_text(event.pop("seal")))
            if opened is None:
                raise BadBatch("sealed for somebody else")
            room -= len(opened)
            if room < 0:
                raise BadBatch("larger than it may be")
            event["body"] = envelope.read(opened)
        found.append(event)
    return found


def _proved(
    said: Mapping[str, Any],
    events: Sequence[dict[str, Any]],
    keys_of: Callable[[str], Collection[bytes]],
) -> tuple[Arrived, ...]:
    device, number, last = UUID(said["dev"]), _count(said["n0"]), from_text(said["prev"])
    if number < 1 or len(last) != len(envelope.BEFORE_THE_FIRST):
        raise BadBatch("no place in a chain")
    placed = []
    for event in events:
        content = envelope.content_hash(event)
        _check_event(event)
        before, last = last, envelope.chain_hash(last, device, number, content)
        placed.append((number, event, content, before, last))
        number += 1
    if last != from_text(said["h"]):
        raise BadBatch("the chain does not end where it says")
    return tuple(_signed(placed, keys_of))


def _signed(placed: list[Any], keys_of: Callable[[str], Collection[bytes]]) -> list[Arrived]:
    """From the end: the last of each run of one person carries the signature of all of them."""
    found: list[Arrived] = []
    person, proof = None, (b"", b"", False)
    for number, event, content, before, chain in reversed(placed):
        if event["actor"] != person:
            person = event["actor"]
            signature = from_text(event.get("s", ""))
            is_right = any(p256.is_signed(key, chain, signature) for key in keys_of(person))
            proof = (signature, chain, is_right)
        found.append(Arrived(number, event, content, before, chain, *proof))
    return found[::-1]


def _check_event(event: Mapping[str, Any]) -> None:
    """The shapes the columns need; what the words mean is the form's affair."""
    UUID(event["id"]), UUID(event["actor"])
    for key, most in (("kind", 60), ("scope", 60)):
        if not isinstance(event[key], str) or len(event[key]) > most:
            raise BadBatch(f"{key} is no name")
    if not 0 < _whole(event["v"]) < 2**15 or not isinstance(event["body"], dict):
        raise BadBatch("no version or no body")
    if [type(part) for part in event["at"]] != [int, int]:
        raise BadBatch("no moment")
    needs = event.get("needs", [])
    if not isinstance(needs, list) or len(needs) > MOST_EVENTS:
        raise BadBatch("needs no list, or too much")
    for each in [*needs, *([event["replaces"]] if "replaces" in event else [])]:
        UUID(each)


def _count(value: Any) -> int:
    if _whole(value) < 0:
        raise BadBatch("less than nothing")
    return int(value)


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadBatch("not a number")
    return value
