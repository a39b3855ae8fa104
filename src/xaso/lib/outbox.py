"""The sending end of the line: places in a chain, batches, signed requests, receipts that prove themselves.

What a phone does in TypeScript, and what a commune's own server does towards its province.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any
from uuid import UUID

from . import envelope, p256
from .base64url import as_text, from_text


@dataclass
class Kept:
    """What the sender keeps of one event for ever, and its content for as long as it may be wanted."""

    number: int
    content: dict[str, Any]
    content_hash: bytes
    chain_hash: bytes
    signature: bytes


@dataclass(frozen=True)
class Receipt:
    epoch: UUID
    number: int
    head: bytes
    safe_number: int
    said: list[Any]
    """As a batch says it under `got`."""


@dataclass(frozen=True)
class Standing:
    """What a batch says of its sender besides the events."""

    device: UUID
    got: list[Any] | None
    now_ms: int
    highest: int
    unsent: int
    oldest_ms: int | None
    app: str


def placed(
    content: dict[str, Any], *, device: UUID, number: int, before: bytes, person_key: bytes
) -> Kept:
    """`before`: the chain hash of the one before, BEFORE_THE_FIRST for number 1."""
    content_hash = envelope.content_hash(content)
    chain = envelope.chain_hash(before, device, number, content_hash)
    return Kept(number, content, content_hash, chain, p256.sign(person_key, chain))


def batch(standing: Standing, first: int, before: bytes, some: Sequence[Kept]) -> bytes:
    """`some` begin at number `first`, after the chain hash `before`; gzip."""
    shared = _commonest(some)
    said = {
        "b": 1,
        "dev": str(standing.device),
        "got": standing.got,
        "n0": first,
        "prev": as_text(before),
        "h": as_text(some[-1].chain_hash if some else before),
        "now": standing.now_ms,
        "hi": standing.highest,
        "un": standing.unsent,
        "old": standing.oldest_ms,
        "app": standing.app,
        **shared,
        "ev": [_event(each, after, shared) for each, after in zip_longest(some, some[1:])],
    }
    return gzip.compress(envelope.canonical(said), mtime=0)


def signed_headers(
    device: UUID, key: bytes, method: str, path: str, body: bytes = b"", offset: str = ""
) -> dict[str, str]:
    """What says of a request that it is this device's."""
    said = envelope.request_bytes(method, path, body, offset)
    signed = {"Xaso-May": str(device), "Xaso-Chu-Ky": as_text(p256.sign(key, said))}
    return {**signed, "Upload-Offset": offset} if offset else signed


def receipt_in(answer: Mapping[str, Any], device: UUID, server_key: bytes) -> Receipt | None:
    """None for whatever the server's key has not signed for this device."""
    try:
        number, safe = answer["n"], answer["safe_n"]
        epoch, head = UUID(answer["ep"]), from_text(answer["h"])
        signed = envelope.receipt_bytes(device, epoch, number, head, safe)
        is_right = p256.is_signed(server_key, signed, from_text(answer["sig"]))
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError):
        return None
    said = [answer[name] for name in ("ep", "n", "h", "safe_n", "sig")] if is_right else []
    return Receipt(epoch, number, head, safe, said) if is_right else None


def read_answer(content: bytes) -> dict[str, Any]:
    """Whatever is no JSON object is no answer: a page of a captive portal, half a reply."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _event(each: Kept, after: Kept | None, shared: Mapping[str, Any]) -> dict[str, Any]:
    """What the batch says for all is left out; the last of a run of one person is signed."""
    own = {key: value for key, value in each.content.items() if shared.get(key) != value}
    is_last = after is None or after.content["actor"] != each.content["actor"]
    return {**own, "s": as_text(each.signature)} if is_last else own


def _commonest(some: Sequence[Kept]) -> dict[str, Any]:
    return {
        name: Counter(each.content[name] for each in some).most_common(1)[0][0]
        for name in ("actor", "scope", "kind", "v")
        if some
    }
