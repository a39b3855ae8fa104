"""From the bytes a device sent to the answer it gets."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from xaso.lib import sealed
from xaso.lib.base64url import as_text

from .batch import BadBatch, read_batch, unpacked
from .joining import keys_of
from .models import Device, Station
from .pushing import Answer, push
from .receipts import receipt_of


def receive(*, device: Device, body: bytes, at: datetime) -> Answer:
    """The device's own signature over `body` was checked. Raises BadBatch; then nothing is stored."""
    opening = bytes(Station.objects.get(commune=device.commune_id).opening_key)

    def unseal(event_id: UUID, content: bytes) -> bytes | None:
        return sealed.unseal(opening, content, event_id.bytes)

    keys = keys_of(device)
    batch = read_batch(unpacked(body), lambda account: keys.get(account, ()), unseal)
    if batch.device_id != device.pk:
        raise BadBatch("of another device")
    return push(device=device, batch=batch, at=at)


def standing(*, device: Device, highest: int) -> Answer:
    """What a device asks after a lost answer: how far the commune has come."""
    station = Station.objects.get(commune=device.commune_id)
    wanted = device.stored + 1 if highest > device.stored else None
    return Answer(receipt_of(station, device), ask=wanted)


def as_json(answer: Answer, at: datetime) -> dict[str, Any]:
    receipt = answer.receipt
    return {
        "ep": str(receipt.epoch),
        "n": receipt.number,
        "h": as_text(receipt.head),
        "safe_n": receipt.safe_number,
        "now": round(at.timestamp() * 1000),
        "st": answer.states,
        "ask": answer.ask,
        "sig": as_text(receipt.signature),
    }
