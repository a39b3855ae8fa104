"""Where each thing said stands in the chain of the commune's server at the province."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from xaso.lib import envelope, outbox
from xaso.lib.base64url import from_text
from xaso.lib.outbox import Kept

from .models import Outgoing, Uplink

BEFORE_THE_FIRST = envelope.BEFORE_THE_FIRST


@dataclass(frozen=True)
class Welcome:
    """What the province says to a machine it lets in."""

    device: UUID
    epoch: UUID
    server_key: bytes
    account: UUID
    hub_code: str
    hub_name: str

    @classmethod
    def read(cls, said: dict[str, Any]) -> Welcome:
        """Raises ValueError for whatever is no welcome."""
        try:
            return cls(
                UUID(said["dev"]),
                UUID(said["ep"]),
                from_text(said["server_key"]),
                UUID(said["person"]["id"]),
                str(said["commune"]["code"])[:5],
                str(said["commune"]["name"])[:120],
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("no welcome") from error


def begin_anew(link: Uplink, welcome: Welcome, key: bytes, person_key: bytes) -> None:
    """Another device: its chain begins at 1 with what no receipt covers, under the same ids."""
    uncovered(link).update(
        device=None, number=None, chain_hash=b"", signature=b"", state="", code="", text=""
    )
    if link.previous_device is None:
        # The first of all: a province back from whatever backup knows this one best.
        link.previous_device, link.previous_key = link.device or None, bytes(link.key)
    link.device, link.epoch = welcome.device, welcome.epoch
    link.server_key, link.account = welcome.server_key, welcome.account
    link.hub_code, link.hub_name = welcome.hub_code, welcome.hub_name
    link.key, link.person_key = key, person_key
    link.next_key = link.next_person_key = b""
    link.highest, link.head = 0, BEFORE_THE_FIRST
    link.received, link.safe, link.got = 0, 0, None
    link.must_tell_all, link.state, link.reason = True, Uplink.State.JOINED, ""
    link.failures, link.next_try_at = 0, None


def uncovered(link: Uplink) -> Any:
    """Not received as far as a receipt says, or received and set apart."""
    rows = Outgoing.objects.of(link.commune)
    later = rows.filter(device=link.device, number__gt=link.received)
    return later | rows.filter(number=None) | rows.filter(state="cach_ly")


def give_numbers(link: Uplink) -> int:
    """In the order they were made. Inside a transaction that holds the link."""
    before, number = bytes(link.head), link.highest
    waiting = Outgoing.objects.of(link.commune).filter(number=None).order_by("made_at", "pk")
    for number, row in enumerate(waiting, link.highest + 1):
        kept = outbox.placed(
            row.content,
            device=link.device,
            number=number,
            before=before,
            person_key=bytes(link.person_key),
        )
        row.device, row.number = link.device, number
        row.chain_hash, row.signature = kept.chain_hash, kept.signature
        row.save(update_fields=["device", "number", "chain_hash", "signature"])
        before = kept.chain_hash
    link.highest, link.head = number, before
    link.save(update_fields=["highest", "head"])
    return number


def kept_from(link: Uplink, first: int, most: int) -> list[Kept]:
    rows = Outgoing.objects.of(link.commune).filter(device=link.device, number__gte=first)
    return [
        Kept(
            row.number or 0,
            row.content,
            bytes(row.content_hash),
            bytes(row.chain_hash),
            bytes(row.signature),
        )
        for row in rows.order_by("number")[:most]
    ]


def head_at(link: Uplink, number: int) -> bytes:
    if number == 0:
        return BEFORE_THE_FIRST
    row = Outgoing.objects.of(link.commune).get(device=link.device, number=number)
    return bytes(row.chain_hash)
