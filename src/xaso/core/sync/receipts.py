"""What the commune signs: up to which number it holds the events of a device, and up to which of them
a verified backup lies elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Min

from xaso.core.backup.book import read_book
from xaso.lib import envelope, p256

from .models import Device, Position, Station


@dataclass(frozen=True)
class Receipt:
    epoch: UUID
    number: int
    head: bytes
    safe_number: int
    signature: bytes


def receipt_of(station: Station, device: Device) -> Receipt:
    safe, head = safe_number(device), bytes(device.head)
    signed = envelope.receipt_bytes(device.pk, station.epoch, device.stored, head, safe)
    signature = p256.sign(bytes(station.signing_key), signed)
    return Receipt(station.epoch, device.stored, head, safe, signature)


def is_ours(receipt: Receipt, station: Station, device: Device) -> bool:
    """Given to this device, by this commune: a restore does not change its keys."""
    said = envelope.receipt_bytes(
        device.pk, receipt.epoch, receipt.number, receipt.head, receipt.safe_number
    )
    key = p256.public_of(bytes(station.signing_key))
    return p256.is_signed(key, said, receipt.signature)


def safe_number(device: Device) -> int:
    """All before the first that no verified copy at the second place can hold."""
    until = copied_elsewhere_until()
    if until is None:
        return 0
    later = Position.objects.filter(device=device, stored_at__gte=until)
    first = later.aggregate(first=Min("number"))["first"]
    return device.stored if first is None else first - 1


def copied_elsewhere_until() -> datetime | None:
    """What was there before this moment lies in a backup on another disk, read back and compared."""
    second = read_book().second
    return None if second.same_disk else second.newest_copied
