"""A phone of a village as the contract describes it, without a browser: it saves, sends, and believes
nothing but a signed receipt. Drills and tests judge the commune by what such phones were told."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from xaso.lib import envelope, outbox
from xaso.lib.ids import new_id
from xaso.lib.outbox import Kept, Standing, placed, read_answer, receipt_in, signed_headers

__all__ = ["Kept", "Phone", "read_answer"]


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
        before = self.kept[-1].chain_hash if self.kept else envelope.BEFORE_THE_FIRST
        number, person_key = len(self.kept) + 1, self.people[event["actor"]]
        self.kept.append(
            placed(event, device=self.device, number=number, before=before, person_key=person_key)
        )
        return str(event["id"])

    def batch(self, *, now: datetime, first: int = 0, most: int = 1000) -> bytes:
        """From `first` (default: what no receipt covers) on; gzip."""
        if self.strange is not None:
            first, most = self.strange + 1, 0
        first = first or self.received + 1
        before = self.kept[first - 2].chain_hash if first > 1 else envelope.BEFORE_THE_FIRST
        waiting = self.kept[self.received :]
        standing = Standing(
            device=self.device,
            got=self.got,
            now_ms=round(now.timestamp() * 1000),
            highest=len(self.kept),
            unsent=len(waiting),
            oldest_ms=waiting[0].content["at"][0] if waiting else None,
            app="0.1.0",
        )
        return outbox.batch(standing, first, before, self.kept[first - 1 : first - 1 + most])

    def copied(self) -> Phone:
        """Its whole store on another machine: both go on with the same keys and the same chain."""
        return replace(self, kept=list(self.kept), states=dict(self.states))

    def headers(
        self, method: str, path: str, body: bytes = b"", offset: str = ""
    ) -> dict[str, str]:
        return signed_headers(self.device, self.key, method, path, body, offset)

    def take(self, answer: dict[str, Any]) -> bool:
        """Whether the receipt holds; one that does not changes nothing."""
        receipt = receipt_in(answer, self.device, self.server_key)
        if receipt is None or not self._is_own(receipt.number, receipt.head):
            return False
        if receipt.epoch != self.epoch or receipt.number > self.received:
            # An older answer of the same epoch may come late; it takes nothing back.
            self.epoch, self.received = receipt.epoch, receipt.number
            self.safe, self.got = receipt.safe_number, receipt.said
        for key, *state in answer.get("st", []):
            self.states[key] = state
        return True

    def _is_own(self, number: int, head: bytes) -> bool:
        if number > len(self.kept):
            return False
        own = self.kept[number - 1].chain_hash if number else envelope.BEFORE_THE_FIRST
        self.strange = None if head == own else number
        return head == own
