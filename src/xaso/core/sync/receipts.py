"""What the commune signs: up to which number it holds the events of a device, and up to which of them
a verified backup lies elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
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


def safe_number(device: Device) -> int:
    """All before the first that no verified copy at the second place can hold."""
    second = read_book().second
    if second.newest_copied is None or second.same_disk:
        return 0
    later = Position.objects.filter(device=device, stored_at__gte=second.newest_copied)
    first = later.aggregate(first=Min("number"))["first"]
    return device.stored if first is None else first - 1
