"""A phone of a village as the contract describes it, without a browser: it saves, sends, and believes
nothing but a signed receipt. Drills and tests judge the commune by what such phones were told."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import zip_longest
from typing import Any
from uuid import UUID

from xaso.lib import envelope, p256
from xaso.lib.base64url import as_text, from_text
from xaso.lib.ids import new_id


@dataclass
class Kept:
    """What a phone keeps of one event for ever, and its content for as long as it may be wanted."""

    number: int
    content: dict[str, Any]
    content_hash: bytes
    chain_hash: bytes
    signature: bytes


@dataclass
class Phone:
    device: UUID
    key: bytes
    people: dict[str, bytes]
    """Private keys by account id."""
    server_key: bytes
    epoch: UUID | None = None
    received: int = 0
    """Up to here a valid receipt covers what was saved."""
    safe: int = 0
    got: list[Any] | None = None
    """That receipt, as a batch says it."""
    strange: int | None = None
    """Here the commune holds another chain under this phone's name: a copy of it has sent."""
    kept: list[Kept] = field(default_factory=list)
    states: dict[str, list[Any]] = field(default_factory=dict)
    """By event id: state, code, field, text."""
    offset_ms: int = 0

    def save(
        self, actor: str, kind: str, body: dict[str, Any], *, at: datetime, **more: Any
    ) -> str:
        """`more`: scope, v, needs, replaces, id. Returns the id of the event."""
        event = {
            "id": str(more.pop("id", None) or new_id()),
            "actor": actor,
            "kind": kind,
            "v": 1,
            "scope": "xa:02923",
            "at": [round(at.timestamp() * 1000), self.offset_ms],
            "body": body,
            **more,
        }
        return self.issue_again(event)

    def issue_again(self, event: dict[str, Any]) -> str:
        """The next place in this phone's chain for a content, new or of an earlier phone."""
        actor = event["actor"]
        content, number = envelope.content_hash(event), len(self.kept) + 1
        before = self.kept[-1].chain_hash if self.kept else envelope.BEFORE_THE_FIRST
        chain = envelope.chain_hash(before, self.device, number, content)
        signature = p256.sign(self.people[actor], chain)
        self.kept.append(Kept(number, event, content, chain, signature))
        return str(event["id"])

    def batch(self, *, now: datetime, first: int = 0, most: int = 1000) -> bytes:
        """From `first` (default: what no receipt covers) on; gzip."""
        if self.strange is not None:
            first, most = self.strange + 1, 0
        first = first or self.received + 1
        some = self.kept[first - 1 : first - 1 + most]
        before = self.kept[first - 2].chain_hash if first > 1 else envelope.BEFORE_THE_FIRST
        waiting = self.kept[self.received :]
        said = {
            "b": 1,
            "dev": str(self.device),
            "got": self.got,
            "n0": first,
            "prev": as_text(before),
            "h": as_text(some[-1].chain_hash if some else before),
            "now": round(now.timestamp() * 1000),
            "hi": len(self.kept),
            "un": len(waiting),
            "old": waiting[0].content["at"][0] if waiting else None,
            "app": "0.1.0",
            **(shared := _commonest(some)),
            "ev": [
                self._event(each, after, shared) for each, after in zip_longest(some, some[1:])
            ],
        }
        return gzip.compress(envelope.canonical(said), mtime=0)

    def _event(self, each: Kept, after: Kept | None, shared: dict[str, Any]) -> dict[str, Any]:
        """What the batch says for all is left out; the last of a run of one person is signed."""
        own = {key: value for key, value in each.content.items() if shared.get(key) != value}
        is_last = after is None or after.content["actor"] != each.content["actor"]
        return {**own, "s": as_text(each.signature)} if is_last else own

    def copied(self) -> Phone:
        """Its whole store on another machine: both go on with the same keys and the same chain."""
        return replace(self, kept=list(self.kept), states=dict(self.states))

    def headers(
        self, method: str, path: str, body: bytes = b"", offset: str = ""
    ) -> dict[str, str]:
        """What says of a request that it is this phone's."""
        said = envelope.request_bytes(method, path, body, offset)
        signed = {"Xaso-May": str(self.device), "Xaso-Chu-Ky": as_text(p256.sign(self.key, said))}
        return {**signed, "Upload-Offset": offset} if offset else signed

    def take(self, answer: dict[str, Any]) -> bool:
        """Whether the receipt holds; one that does not changes nothing."""
        try:
            number, safe = answer["n"], answer["safe_n"]
            epoch, head = UUID(answer["ep"]), from_text(answer["h"])
            signed = envelope.receipt_bytes(self.device, epoch, number, head, safe)
            is_right = p256.is_signed(self.server_key, signed, from_text(answer["sig"]))
        except (KeyError, ValueError, TypeError):
            return False
        if not is_right or not self._is_own(number, head):
            return False
        if epoch != self.epoch or number > self.received:
            # An older answer of the same epoch may come late; it takes nothing back.
            self.epoch, self.received, self.safe = epoch, number, safe
            self.got = [answer[name] for name in ("ep", "n", "h", "safe_n", "sig")]
        for key, *state in answer.get("st", []):
            self.states[key] = state
        return True

    def _is_own(self, number: int, head: bytes) -> bool:
        if number > len(self.kept):
            return False
        own = self.kept[number - 1].chain_hash if number else envelope.BEFORE_THE_FIRST
        self.strange = None if head == own else number
        return head == own


def _commonest(some: list[Kept]) -> dict[str, Any]:
    return {
        name: Counter(each.content[name] for each in some).most_common(1)[0][0]
        for name in ("actor", "scope", "kind", "v")
        if some
    }


def read_answer(content: bytes) -> dict[str, Any]:
    """Whatever is no JSON object is no answer: a page of a captive portal, half a reply."""
    try:
        found = json.loads(content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
